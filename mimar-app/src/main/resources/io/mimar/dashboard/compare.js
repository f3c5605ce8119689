import { attempt, byId, el, get } from "./common.js";
import { drawComparison } from "./charts.js";

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Whether scores cannot lie on one scale. */
const isMixed = (studies) => new Set(studies.map((s) => s.metric)).size > 1;

/** Every value with its interval as a line, all on one scale. */
function bars(studies) {
  if (isMixed(studies)) return el("p", {}, "They improve different metrics, which have no scale in common: the table has their scores.");
  const all = studies.flatMap((s) => [s.validation, s.test]).filter(Boolean);
  if (all.length === 0) return el("p", {}, "None of them has a score yet.");
  const ends = all.flatMap((b) => [b.low ?? b.value, b.high ?? b.value]);
  const margin = Math.max(1e-9, (Math.max(...ends) - Math.min(...ends)) * 0.06);
  const low = Math.min(...ends) - margin;
  const high = Math.max(...ends) + margin;
  const x = (value) => 210 + ((value - low) / (high - low)) * 560;
  const chart = svg("svg", {
    class: "bars",
    viewBox: `0 0 900 ${studies.length * 56 + 8}`,
    role: "img",
    "aria-label": "Scores with their intervals; the table below has the numbers",
  });
  studies.forEach((study, i) => {
    const name = study.name.length > 26 ? `${study.name.slice(0, 25)}…` : study.name;
    chart.append(svg("text", { x: 0, y: i * 56 + 32 }, name));
    for (const [kind, bar, y] of [
      ["validation", study.validation, i * 56 + 18],
      ["test", study.test, i * 56 + 38],
    ]) {
      if (!bar) continue;
      const line = { class: "whisker", y1: y, y2: y, x1: x(bar.low ?? bar.value), x2: x(bar.high ?? bar.value) };
      chart.append(
        svg(
          "g",
          { class: kind },
          svg("line", line),
          svg("circle", { class: "dot", cx: x(bar.value), cy: y, r: 5 }),
          svg("text", { class: "tick", x: 780, y: y + 4 }, `${kind} ${bar.text}`)
        )
      );
    }
  });
  return chart;
}

function row(study) {
  const cells = [
    study.metric,
    study.validation?.text ?? "–",
    study.validation?.range || "–",
    study.test?.text ?? "–",
    study.test?.range || "–",
    study.trials,
    study.elapsed,
    study.params,
    study.macs,
    study.data,
  ];
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("a", { href: `/studies/${study.id}` }, study.name)),
    ...cells.map((cell) => el("td", {}, String(cell)))
  );
}

attempt(async () => {
  const comparison = await get(`/api/compare${location.search}`);
  byId("caveats").replaceChildren(...comparison.caveats.map((c) => el("li", {}, c)));
  byId("bars").replaceChildren(bars(comparison.studies));
  byId("rows").replaceChildren(...comparison.studies.map(row));
  if (isMixed(comparison.studies)) byId("plot-compare").closest("section").hidden = true;
  else drawComparison(byId("plot-compare"), comparison.studies);
});
