package io.mimar.spark;

import io.mimar.process.WorkerBounds;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How a node starts workers and talks to them: texts alone, so that nothing of Mimar's own formats
 * is serialised.
 *
 * @param prefix the words of a worker's command before Java
 * @param arguments the words of a worker's command after Java and its class path
 * @param environment variables it is started with
 * @param opening what it is told first
 * @param done how an answer starts after which it can be asked again
 * @param broken how an answer starts after which it cannot
 * @param waits how a word starts after which its trial is not to blame for time
 * @param bounds how far it may go
 * @param home where Mimar may be installed on nodes: the folder that holds {@code lib}; or empty
 * @param classPath a class path that all nodes share, instead of a folder; or empty
 * @param generation workers that were started for an earlier one are not asked again
 */
record NodeSetup(
    List<String> prefix,
    List<String> arguments,
    Map<String, String> environment,
    String opening,
    String done,
    String broken,
    String waits,
    WorkerBounds bounds,
    String home,
    String classPath,
    int generation)
    implements Serializable {
  NodeSetup {
    prefix = List.copyOf(prefix);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
