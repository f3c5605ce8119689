// What all pages share. Text from outside goes into text nodes only, never into markup.

/** An element with attributes and children; texts become text nodes. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== ""));
  return node;
}

export const byId = (id) => document.getElementById(id);

const nameOf = (node) =>
  node.nodeType === Node.ELEMENT_NODE
    ? node.dataset.key || node.id || node.getAttribute("href") || node.getAttribute("aria-label")
    : null;

/** Makes `old` what `fresh` is. */
function patch(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  patchChildren(old, [...fresh.childNodes]);
}

/** Gives `node` these children: old ones of the same kind and name stay, and become the new ones. */
function patchChildren(node, children) {
  const kept = new Set(children.map(nameOf));
  const named = new Map([...node.childNodes].map((old) => [nameOf(old), old]));
  let at = node.firstChild;
  for (const child of children) {
    while (at && nameOf(at) && !kept.has(nameOf(at))) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    const name = nameOf(child);
    const old = name ? named.get(name) : at;
    if (old && old.nodeName === child.nodeName && nameOf(old) === name) {
      if (old === at) at = at.nextSibling;
      else node.insertBefore(old, at);
      patch(old, child);
    } else {
      node.insertBefore(child, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/**
 * Puts other children into `node`. Those that are there already stay, so that a click which has
 * begun on one is not lost; they are told by their kind and their `data-key`, id, address or label.
 * The focus stays too, or where its element is gone, goes to the region around.
 */
export function replace(node, ...children) {
  const name = node.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  patchChildren(node, children);
  if (name === null || node.contains(document.activeElement)) return;
  const same = [...node.querySelectorAll("a, button, input")].find((other) => nameOf(other) === name);
  (same ?? node.closest("[tabindex]"))?.focus({ preventScroll: true });
}

/** Sets text, only where it differs: screen readers hear of every change. */
export function text(id, value) {
  const node = byId(id);
  if (node.textContent !== String(value)) node.textContent = value;
}

/** Says something below the title. */
export function say(message, bad = false) {
  text("message", message);
  byId("message").classList.toggle("bad", bad);
}

async function answer(response) {
  if (response.ok) return response.status === 204 ? null : response.json();
  if (response.status === 401 && location.pathname !== "/login") location.assign("/login");
  const body = await response.text();
  let words = body.trim() || `the server answered ${response.status}`;
  try {
    const { error, hint } = JSON.parse(body);
    words = `${error}. ${hint}`;
  } catch {
    // no JSON: the text itself is the answer
  }
  throw new Error(words);
}

export const get = async (path) => answer(await fetch(path));

/** Asks for a change; the header proves that a page of this server asks. */
export const post = async (path, body) =>
  answer(await fetch(path, { method: "POST", body, headers: { "X-Mimar": "page" } }));

/** Runs a task, and says what went wrong. */
export async function attempt(task) {
  try {
    return await task();
  } catch (e) {
    say(e.message, true);
    return undefined;
  }
}

const AGAIN = 5000;
const FULL = 10000;

/**
 * Calls `hear` with what the server tells, and as soon as it listens. Only while the page is seen: a
 * browser has six connections to a server, which many tabs would hold. It reconnects by itself, but
 * not where it was refused: then `hear` asks why, which leads to the sign-in where the token is
 * another now.
 */
export function listen(path, hear) {
  let source;
  let timer;
  let lost = false;
  let crowded = false;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const askAndOpenAgain = (millis) => {
    close();
    hear({ changed: true });
    timer = setTimeout(open, millis);
  };
  const open = () => {
    close();
    source = new EventSource(path);
    source.addEventListener("study", (event) => {
      if (crowded) say("");
      crowded = false;
      hear(JSON.parse(event.data));
    });
    source.addEventListener("full", () => {
      crowded = true;
      say(`Too many pages listen to this dashboard: this one asks every ${FULL / 1000} seconds.`, true);
      askAndOpenAgain(FULL);
    });
    source.addEventListener("error", () => {
      lost = true;
      say("The dashboard does not answer; what is shown may be old.", true);
      if (source.readyState === EventSource.CLOSED) askAndOpenAgain(AGAIN);
    });
    source.addEventListener("open", () => {
      if (lost) location.reload();
    });
  };
  const openIfSeen = () => (document.hidden ? close() : open());
  openIfSeen();
  document.addEventListener("visibilitychange", openIfSeen);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && openIfSeen());
}

/**
 * A function that runs `task` soon, never twice at once, and rests between runs at least `rest`
 * milliseconds and ten times as long as the last took.
 */
export function calmly(task, rest) {
  let wanted = false;
  let busy = false;
  const run = async () => {
    busy = true;
    wanted = false;
    const start = performance.now();
    await attempt(task);
    const took = performance.now() - start;
    setTimeout(() => {
      busy = false;
      if (wanted) run();
    }, Math.max(rest, 10 * took));
  };
  return () => {
    wanted = true;
    if (!busy) run();
  };
}

/** What a study is called that may have been asked to stop. */
export const stateOf = (card) => (card.stopping ? "stopping" : card.state);

/** A definition list's items. */
export const facts = (items) =>
  items.map(({ name, value }) => el("div", {}, el("dt", {}, name), el("dd", {}, value)));

/** Asks for what takes a while, and waits until it is done. */
export async function findOut(path) {
  let status = await post(path);
  while (status.stage === "RUNNING") {
    say(status.message);
    await new Promise((done) => setTimeout(done, 700));
    status = await get(path);
  }
  if (status.stage !== "DONE") throw new Error(status.message);
  return status;
}

/** Exports a model, waits until it is checked, and downloads it. */
export async function exportModel(study, trial, button) {
  const query = trial === undefined ? "" : `?trial=${trial}`;
  const path = `/api/studies/${study}/export${query}`;
  button.disabled = true;
  try {
    const status = await findOut(path);
    say(
      `Exported: on ${status.rows} samples ONNX Runtime differs by ` +
        `${status.parity.toExponential(1)} at most from the trained network.`
    );
    const link = el("a", { href: `/api/studies/${study}/model.onnx${query}`, download: true });
    document.body.append(link);
    link.click();
    link.remove();
  } finally {
    button.disabled = false;
  }
}
