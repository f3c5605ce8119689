/** Opening a user's data, whatever task they are for. */
package io.mimar.task;
