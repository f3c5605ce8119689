// The table of trials: the server sorts, filters and cuts; this shows a page of it.
import { attempt, byId, calmly, el, get, replace, text } from "./common.js";

const PAGE = 50;
const TYPING = 150;
const state = { sort: "number", order: "desc", offset: 0, outcome: "", proposer: "", words: "" };
let study;
let columns;
let total = 0;
let asked = 0;
let first;

const FIXED = [
  ["number", "trial"],
  ["outcome", "outcome"],
  ["score", "score"],
  ["epochs", "epochs"],
  ["params", "parameters"],
  ["macs", "multiply-adds"],
];
const WORDS = ["outcome", "proposer", ""];
const COSTS = { peakActivationBytes: "memory", modelBytes: "size", latencyMillis: "latency" };

function header([sort, name]) {
  const cell = el("th", { scope: "col", class: WORDS.includes(sort) ? "word" : undefined });
  if (!sort) {
    cell.append(name);
    return cell;
  }
  if (sort === state.sort) {
    cell.setAttribute("aria-sort", state.order === "desc" ? "descending" : "ascending");
  }
  const button = el("button", { type: "button", id: `sort-${sort}` }, name);
  button.addEventListener("click", () => {
    state.order = state.sort === sort && state.order === "desc" ? "asc" : "desc";
    state.sort = sort;
    state.offset = 0;
    ask();
  });
  cell.append(button);
  return cell;
}

function row({ trial, costs }) {
  const more = columns.extra.map((name) => el("td", {}, costs[name] ?? "–"));
  return el(
    "tr",
    { "data-key": trial.number, class: trial.chosen ? "chosen" : undefined },
    el("td", {}, el("a", { href: `/studies/${study}/trials/${trial.number}` }, String(trial.number))),
    el("td", { class: "word", title: trial.outcome }, el("span", { class: trial.outcomeClass }, trial.outcome)),
    el("td", {}, trial.score),
    el("td", {}, String(trial.epochs)),
    el("td", {}, trial.params),
    el("td", {}, trial.macs),
    ...more,
    el("td", {}, trial.time),
    el("td", { class: "word" }, trial.proposer),
    el("td", { class: "brief", title: trial.architecture }, trial.architecture)
  );
}

const path = (id) => `/api/studies/${id}/trials?${new URLSearchParams({ ...state, limit: PAGE })}`;

/** Asks for the first page before anything else is known of the study. */
export function askFirst(id) {
  first = get(path(id));
  first.catch(() => {}); // who shows it will hear of it
}

async function show() {
  const own = ++asked;
  const early = first;
  first = undefined; // a question that failed is asked anew
  const page = await (early ?? get(path(study)));
  if (own !== asked) return; // a later question is under way
  total = page.total;
  replace(byId("columns"), ...columns.all.map(header));
  replace(byId("trials"), ...page.rows.map(row));
  text("count", total === 1 ? "1 trial" : `${total.toLocaleString("en")} trials`);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const here = Math.floor(state.offset / PAGE) + 1;
  text("page", `page ${here.toLocaleString("en")} of ${pages.toLocaleString("en")}`);
  byId("first").disabled = byId("previous").disabled = state.offset === 0;
  byId("next").disabled = byId("last").disabled = here >= pages;
}

function go(offset) {
  state.offset = Math.max(0, Math.min(offset, Math.floor(Math.max(0, total - 1) / PAGE) * PAGE));
  ask();
}

/** Asks at once, as people want it; an answer that comes after the next question is dropped. */
const ask = () => attempt(show);

let typing;
function askWhenTyped() {
  clearTimeout(typing);
  typing = setTimeout(ask, TYPING);
}

/** Asks for what changed meanwhile. */
export const refreshTrials = calmly(show, 150);

/** Begins to show the trials of a study. */
export function startTrials(id, details) {
  study = id;
  const extra = Object.keys(details.minimised).filter((name) => name in COSTS);
  columns = {
    extra,
    all: [
      ...FIXED.map(([sort, name]) => [sort, sort === "epochs" ? details.resource : name]),
      ...extra.map((name) => [COSTS[name], details.minimised[name]]),
      ["seconds", "time"],
      ["proposer", "found by"],
      ["", "architecture"],
    ],
  };
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["outcome", "proposer", "words"]) {
    byId(name).addEventListener(name === "words" ? "input" : "change", () => {
      state[name] = byId(name).value;
      state.offset = 0;
      if (name === "words") askWhenTyped();
      else ask();
    });
  }
  byId("first").addEventListener("click", () => go(0));
  byId("previous").addEventListener("click", () => go(state.offset - PAGE));
  byId("next").addEventListener("click", () => go(state.offset + PAGE));
  byId("last").addEventListener("click", () => go(total));
  refreshTrials();
}

/** Offers the proposers that there are. */
export function offerProposers(names) {
  const select = byId("proposer");
  const known = [...select.options].map((option) => option.value);
  names
    .filter((name) => !known.includes(name))
    .forEach((name) => select.append(el("option", { value: name }, name)));
}
