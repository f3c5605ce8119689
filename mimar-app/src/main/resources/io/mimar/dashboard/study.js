import { attempt, byId, calmly, el, exportModel, facts, get, listen, post, replace, say, stateOf, text } from "./common.js";
import { askFirst, offerProposers, refreshTrials, startTrials } from "./trials.js";

const study = location.pathname.split("/")[2];
const api = `/api/studies/${study}`;
const NAMES = { params: "parameters", macs: "multiply-adds", peakActivationBytes: "memory", modelBytes: "file size", latencyMillis: "latency" };
const COLOURS = { score: "The yellower the better.", params: "The yellower the more parameters.", time: "The yellower the later.", proposer: "A colour for each proposer." };
const open = (number) => location.assign(`/studies/${study}/trials/${number}`);
let details;
let points;
let map;
let asked = 0;
let problem = "";
let drawnAt = -1;
let drawnState = "";

// ---- words

async function showDetails() {
  const own = ++asked;
  const answer = await get(api);
  if (own !== asked) return; // a later question is under way
  details = answer;
  const card = details.card;
  const state = stateOf(card);
  document.title = `${card.name} – Mimar`;
  text("name", card.name);
  text("state", state);
  byId("state").className = `badge ${state}`;
  const share = card.share ?? undefined;
  byId("progress").hidden = share === undefined;
  if (share !== undefined) byId("progress").value = share;
  text("where", [details.owner, card.left].filter(Boolean).join(", "));
  buttons(card);
  text("answer", details.answer);
  text("caption", details.caption);
  byId("sentences").replaceChildren(...details.sentences.map((s) => el("p", {}, s)));
  replace(byId("tiles"), ...tiles(card));
  about();
  offerProposers(details.proposers);
  tell(card.problem);
  if (details.starting) setTimeout(refreshDetails, 1000); // one that fails at once changes nothing
}

/** Says why a start failed, once. */
function tell(now) {
  if (now === problem) return;
  problem = now;
  say(now ? `The last start failed: ${now}` : "", Boolean(now));
}

function buttons(card) {
  const stop = byId("stop");
  stop.hidden = card.state !== "running";
  stop.textContent = card.stopping ? "Stop at once" : "Stop";
  stop.classList.toggle("danger", card.stopping);
  byId("resume").hidden = card.state !== "interrupted";
  byId("resume").disabled = details.starting;
  byId("why").hidden = !details.why;
  byId("why").href = `/studies/${study}/why`;
  byId("export").hidden = !details.model || card.best === null;
}

function tiles(card) {
  const items = [
    ["trials", card.planned ? `${card.trials} of ${card.planned}` : card.trials.toLocaleString("en")],
    ...Object.entries(details.outcomes).filter(([name]) => name !== "infeasible"),
    ["refused by limits", details.refused && details.refused.toLocaleString("en")],
    ["attempts lost", details.lost],
    ["best validation", card.score],
    ["time in all", card.elapsed],
  ];
  const list = facts(
    items.filter(([, value]) => value !== 0).map(([name, value]) => ({ name, value: String(value) }))
  );
  if (card.best !== null && card.best !== undefined) {
    const link = el("a", { href: `/studies/${study}/trials/${card.best}` }, String(card.best));
    list.push(el("div", {}, el("dt", {}, "best trial"), el("dd", {}, link)));
  }
  return list;
}

function about() {
  byId("facts").replaceChildren(...facts(details.facts));
  byId("sessions").replaceChildren(...facts(details.sessions));
  const lists = [
    ["Assumed, because it was not said", details.assumptions],
    ["How the data were read", details.notes],
  ];
  byId("assumptions").replaceChildren(
    ...lists
      .filter(([, items]) => items.length > 0)
      .flatMap(([title, items]) => [
        el("h3", {}, title),
        el("ul", {}, ...items.map((item) => el("li", {}, item))),
      ])
  );
  byId("command").replaceChildren(
    ...(details.command ? [el("h3", {}, "How to do it again"), el("pre", { tabindex: 0 }, details.command)] : [])
  );
  byId("metrics").replaceChildren(...metrics());
}

function metrics() {
  const rows = details.metrics?.rows ?? [];
  if (rows.length === 0) return [];
  const head = ["", "this network", "95 % interval", "linear model", details.metrics.constant];
  return [
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Metrics of the trained winner" },
      el(
        "table",
        { class: "narrow" },
        el("thead", {}, el("tr", {}, ...head.map((h) => el("th", { scope: "col" }, h)))),
        el(
          "tbody",
          {},
          ...rows.map((r) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, r.name),
              ...[r.value, r.interval, r.linear, r.constant].map((v) => el("td", {}, v))
            )
          )
        )
      )
    ),
  ];
}

// ---- charts, which are fetched after the first words stand

async function showCharts() {
  const charts = await import("./charts.js");
  points = await get(`${api}/points`);
  const format = charts.format(details);
  text("cap-progress", caption());
  charts.drawProgress(byId("plot-progress"), points, details, format, open);
  offerCosts();
  drawCosts(charts, format);
  const timeline = await get(`${api}/timeline`);
  text("cap-timeline", `The last ${timeline.trials} trials; a row for each ${timeline.workers.every(Boolean) ? "worker" : "that ran at the same time"}.`);
  charts.drawTimeline(byId("plot-timeline"), timeline, open);
  const grown = points.count >= drawnAt * 1.1 || details.card.state !== drawnState;
  if (drawnAt < 0 || grown) {
    drawnAt = points.count;
    drawnState = details.card.state;
    await showSlowCharts(charts, format);
  }
}

function caption() {
  const shown = points.number.length;
  return shown < points.count
    ? `${shown.toLocaleString("en")} of ${points.count.toLocaleString("en")} trials: every improvement, those that no cheaper one beats, and the others in even steps. Click one to open it. The worst may be drawn at the edge.`
    : "Click a trial to open it; the table below lists the same trials. The worst may be drawn at the edge.";
}

async function showSlowCharts(charts, format) {
  const [places, parallel] = await Promise.all([get(`${api}/map`), get(`${api}/parallel`)]);
  map = places;
  byId("h-map").parentElement.hidden = !map.number;
  drawMap(charts, format);
  text("cap-parallel", `${some(parallel.rows.length)}, a line each, coloured by rank: the yellower the better. Drag along an axis to keep only lines that pass there; click the axis to undo.`);
  charts.drawParallel(byId("plot-parallel"), parallel, details, format);
}

function drawMap(charts, format) {
  if (!map?.number) return;
  const by = byId("colour").value;
  const rings = map.proposals.x.length > 0 ? " Hollow: what the searcher would choose from next, not trained." : "";
  text("cap-map", `${scored(map.number.length)} by likeness of their architectures: ${map.words}. ${COLOURS[by]}${rings}`);
  charts.drawMap(byId("plot-map"), map, by, format, open);
}

/** How many of the completed trials are drawn. */
function some(drawn) {
  return counted(drawn, details.outcomes.complete ?? 0, "completed trials");
}

/** How many of those with a score are drawn. */
function scored(drawn) {
  return counted(drawn, (details.outcomes.complete ?? 0) + (details.outcomes.stopped ?? 0), "trials with a score");
}

function counted(drawn, known, what) {
  const all = Math.max(drawn, known);
  const count = all.toLocaleString("en");
  return drawn < all ? `${drawn.toLocaleString("en")} of ${count} ${what}` : `${count} ${what}`;
}

function offerCosts() {
  const select = byId("cost");
  const known = [...select.options].map((option) => option.value);
  const first = Object.keys(details.minimised);
  const all = [...first, ...Object.keys(NAMES).filter((name) => !first.includes(name))];
  all
    .filter((name) => points[name]?.some((value) => value !== null) && !known.includes(name))
    .forEach((name) => select.append(el("option", { value: name }, NAMES[name] ?? name)));
}

function drawCosts(charts, format) {
  const cost = byId("cost").value;
  if (!cost) return;
  const drawn = points.number.filter((_, i) => points.outcome[i] === "complete" && points[cost][i] > 0).length;
  const front = details.front.length.toLocaleString("en");
  text(
    "cap-costs",
    details.front.length > 0
      ? `${some(drawn)}. Ringed: the front, ${front} that no other beats in all objectives.`
      : `${some(drawn)}. The line joins those that no cheaper one beats.`
  );
  charts.drawCosts(byId("plot-costs"), points, details, cost, NAMES[cost] ?? cost, format, open);
}

// ---- what people do

byId("cost").addEventListener("change", async () => {
  const charts = await import("./charts.js");
  drawCosts(charts, charts.format(details));
});

byId("colour").addEventListener("change", async () => {
  const charts = await import("./charts.js");
  drawMap(charts, charts.format(details));
});

byId("stop").addEventListener("click", (event) => {
  if (event.detail > 1) return; // of a double click the second is no other wish
  attempt(async () => {
    const again = details.card.stopping;
    byId("stop").disabled = true;
    try {
      await post(`${api}/stop?how=${again ? "now" : "drain"}`);
      say(again ? "Asked to stop at once." : "Asked to stop: what is under way is finished first.");
      await showDetails();
    } finally {
      byId("stop").disabled = false;
    }
  });
});

byId("resume").addEventListener("click", () =>
  attempt(async () => {
    byId("resume").disabled = true;
    try {
      await post(`${api}/resume`);
      problem = "";
      say("A new process goes on with it.");
    } finally {
      await showDetails();
    }
  })
);

byId("export").addEventListener("click", () =>
  attempt(() => exportModel(study, undefined, byId("export")))
);

byId("log").addEventListener("toggle", () =>
  attempt(async () => {
    if (!byId("log").open) return;
    const logs = await get(`${api}/log`);
    byId("logs").replaceChildren(
      ...logs.flatMap((log) => [
        el("h3", {}, log.name),
        log.cut
          ? el("p", {}, "The last lines; ", el("a", { href: `${api}/logs/${log.name}` }, "the whole log"), ".")
          : "",
        el("pre", { tabindex: 0 }, log.text),
      ])
    );
    if (logs.length === 0) byId("logs").replaceChildren(el("p", {}, "Nothing was logged."));
  })
);

// ---- life

const refreshDetails = calmly(showDetails, 400);
const refreshCharts = calmly(showCharts, 1000);

attempt(async () => {
  askFirst(study);
  await showDetails();
  startTrials(study, details);
  refreshCharts();
  listen(`${api}/events`, (news) => {
    refreshDetails();
    if (news.changed) {
      refreshTrials();
      refreshCharts();
    }
  });
});
