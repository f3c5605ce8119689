// All charts, drawn by ECharts on canvas. Tooltips are drawn too: no markup is made of data.
import * as echarts from "./echarts.js";

const VIRIDIS = ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"];
const drawn = new Map();

function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(
    ["ink", "soft", "line", "card", "accent", "complete", "stopped", "infeasible", "failed"].map((n) => [n, read(n)])
  );
}

/** Draws, now and whenever the scheme of colours changes. */
function draw(dom, option, onClick) {
  const chart = echarts.getInstanceByDom(dom) ?? echarts.init(dom);
  if (!drawn.has(dom)) new ResizeObserver(() => chart.resize()).observe(dom);
  drawn.set(dom, { chart, option });
  chart.setOption(whole(option), { notMerge: true, lazyUpdate: false });
  chart.off("click");
  if (onClick) chart.on("click", onClick);
}

function whole(option) {
  const c = colours();
  return {
    animation: false,
    textStyle: { color: c.ink, fontFamily: "system-ui, sans-serif" },
    ...option(c),
  };
}

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () =>
  drawn.forEach(({ chart, option }) => chart.setOption(whole(option), { notMerge: true }))
);

const tooltip = (c, formatter) => ({
  renderMode: "richText",
  confine: true,
  backgroundColor: c.card,
  borderColor: c.line,
  textStyle: { color: c.ink, fontSize: 12 },
  formatter,
});

const axis = (c, more) => ({
  nameTextStyle: { color: c.soft },
  axisLine: { lineStyle: { color: c.soft } },
  axisLabel: { color: c.soft, hideOverlap: true },
  splitLine: { lineStyle: { color: c.line } },
  ...more,
});

/** How scores are written. */
export const format = (details) => (value) =>
  value === null || value === undefined || !Number.isFinite(value)
    ? "–"
    : details.percent
      ? `${(100 * value).toFixed(1)} %`
      : String(Number(value.toPrecision(4)));

/** Counts and sizes in three digits. */
export function brief(value) {
  const units = ["", " k", " M", " G", " T"];
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return Number(value.toPrecision(3)) + units[unit];
}

/** From and to of scores: the worst twentieth may lie outside. */
function range(scores, lessIsBetter) {
  const sorted = scores.filter((s) => s !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return [0, 1];
  const cut = Math.floor(0.05 * (sorted.length - 1));
  const low = sorted[lessIsBetter ? 0 : cut];
  const high = sorted[sorted.length - 1 - (lessIsBetter ? cut : 0)];
  const margin = 0.06 * (high - low) || 0.01 * Math.abs(high) || 1;
  return [low - margin, high + margin];
}

/** What lies outside is drawn at the edge; what is told of it stays what it is. */
const within = (score, low, high) => (score === null ? null : Math.min(high, Math.max(low, score)));

const rowsOf = (points, outcome) =>
  points.number.map((_, i) => i).filter((i) => points.outcome[i] === outcome && points.score[i] !== null);

export function drawProgress(dom, points, details, score, open) {
  const [low, high] = range([...points.score], details.lessIsBetter);
  const many = points.number.length > 400;
  const series = (c, outcome, fill) => ({
    name: outcome,
    type: "scatter",
    symbolSize: many ? 4 : 8,
    data: rowsOf(points, outcome).map((i) => [points.number[i], within(points.score[i], low, high), points.proposer[i], points.score[i]]),
    itemStyle: fill ? { color: c[outcome] } : { color: c.card, borderColor: c[outcome], borderWidth: 1.5 },
  });
  const steps = points.number
    .map((n, i) => [n, points.score[i], points.improves[i]])
    .filter(([, , improves]) => improves)
    .map(([n, s]) => [n, within(s, low, high), "", s]);
  if (steps.length > 0) steps.push([Math.max(points.count - 1, steps.at(-1)[0]), ...steps.at(-1).slice(1)]);
  draw(
    dom,
    (c) => ({
      grid: { left: 58, right: 16, top: 36, bottom: 42 },
      legend: { top: 0, right: 0, textStyle: { color: c.soft } },
      tooltip: tooltip(c, ({ seriesName, value }) =>
        seriesName === "best so far"
          ? `best so far ${score(value[3])}`
          : `trial ${value[0]}, ${seriesName}\n${details.card.metric} ${score(value[3])}\nfound by ${value[2]}`
      ),
      xAxis: axis(c, { type: "value", name: "trial", nameLocation: "middle", nameGap: 26, minInterval: 1, min: 0, max: Math.max(1, points.count - 1), splitLine: { show: false } }),
      yAxis: axis(c, { type: "value", min: low, max: high, axisLabel: { color: c.soft, formatter: score, showMinLabel: false, showMaxLabel: false } }),
      series: [
        series(c, "stopped", false),
        series(c, "complete", true),
        { name: "best so far", type: "line", step: "end", symbol: "none", data: steps, lineStyle: { color: c.ink, width: 2 }, itemStyle: { color: c.ink }, z: 1 },
      ],
    }),
    ({ seriesType, value }) => seriesType === "scatter" && open(value[0])
  );
}

export function drawCosts(dom, points, details, cost, name, score, open) {
  const rows = rowsOf(points, "complete").filter((i) => points[cost][i] > 0);
  const [low, high] = range(rows.map((i) => points.score[i]), details.lessIsBetter);
  const front = new Set(details.front);
  const better = (a, b) => (details.lessIsBetter ? a < b : a > b);
  const envelope = [];
  [...rows]
    .sort((a, b) => points[cost][a] - points[cost][b] || (better(points.score[a], points.score[b]) ? -1 : 1))
    .forEach((i) => {
      if (envelope.length === 0 || better(points.score[i], envelope.at(-1)[1])) envelope.push([points[cost][i], points.score[i]]);
    });
  draw(
    dom,
    (c) => ({
      grid: { left: 58, right: 20, top: 14, bottom: 42 },
      tooltip: tooltip(c, ({ value }) => `trial ${value[2]}\n${score(value[3])}, ${brief(value[0])} ${name}`),
      xAxis: axis(c, { type: "log", name, nameLocation: "middle", nameGap: 26, axisLabel: { color: c.soft, formatter: brief, hideOverlap: true } }),
      yAxis: axis(c, { type: "value", min: low, max: high, axisLabel: { color: c.soft, formatter: score, showMinLabel: false, showMaxLabel: false } }),
      series: [
        {
          type: "scatter",
          symbolSize: rows.length > 400 ? 5 : 9,
          data: rows.map((i) => ({
            value: [points[cost][i], within(points.score[i], low, high), points.number[i], points.score[i]],
            itemStyle: front.has(points.number[i]) ? { color: c.complete, borderColor: c.ink, borderWidth: 2 } : { color: c.complete },
          })),
        },
        ...(front.size === 0
          ? [{ type: "line", step: "end", symbol: "none", silent: true, data: envelope.map(([x, s]) => [x, within(s, low, high)]), lineStyle: { color: c.soft, width: 1.5, type: "dashed" } }]
          : []),
      ],
    }),
    ({ seriesType, value }) => seriesType === "scatter" && open(value[2])
  );
}

const LANE = 14;
const TALLEST = 1100;

export function drawTimeline(dom, timeline, open) {
  const rows = timeline.spans;
  const worker = (lane) => (timeline.workers[lane] ? `\n${timeline.workers[lane]}` : "");
  const lanes = Math.max(1, timeline.workers.length);
  dom.style.height = lanes * LANE > 240 ? `${Math.min(TALLEST, lanes * LANE + 80)}px` : "";
  const bar = (params, api) => {
    const [x0, y] = api.coord([api.value(0), api.value(2)]);
    const [x1] = api.coord([api.value(1), api.value(2)]);
    const height = api.size([0, 1])[1] * 0.6;
    const shape = echarts.graphic.clipRectByRect(
      { x: x0, y: y - height / 2, width: Math.max(1.5, x1 - x0 - 1), height },
      { x: params.coordSys.x, y: params.coordSys.y, width: params.coordSys.width, height: params.coordSys.height }
    );
    return shape && { type: "rect", shape, style: { fill: api.visual("color") } };
  };
  draw(
    dom,
    (c) => ({
      grid: { left: 58, right: 16, top: 10, bottom: 62 },
      tooltip: tooltip(c, ({ value }) => `trial ${value[3]}, ${value[4]}\n${((value[1] - value[0]) / 1000).toFixed(1)} s${worker(value[2])}`),
      xAxis: axis(c, { type: "time", splitLine: { show: false } }),
      yAxis: axis(c, { type: "category", inverse: true, data: Array.from({ length: lanes }, (_, i) => String(i + 1)), axisLabel: { color: c.soft, fontSize: 10, hideOverlap: true }, splitLine: { show: lanes > 8 } }),
      dataZoom: [{ type: "slider", height: 16, bottom: 8, borderColor: c.line, textStyle: { color: c.soft } }],
      series: [
        {
          type: "custom",
          renderItem: bar,
          encode: { x: [0, 1], y: 2 },
          data: rows.map((r) => ({ value: [r.from, r.to, r.lane, r.number, r.outcome], itemStyle: { color: c[r.outcome] ?? c.soft } })),
        },
      ],
    }),
    ({ value }) => open(value[3])
  );
}

/** The rank of each score, 1 for the best. */
function ranks(scores, lessIsBetter) {
  const order = scores.map((_, i) => i).sort((a, b) => (lessIsBetter ? scores[b] - scores[a] : scores[a] - scores[b]));
  const rank = new Array(scores.length);
  order.forEach((i, r) => (rank[i] = scores.length > 1 ? r / (scores.length - 1) : 1));
  return rank;
}

/** A colour of the scale, without the end that the background hides. */
function colour(rank) {
  const share = dark.matches ? 0.3 + 0.7 * rank : 0.92 * rank;
  const at = share * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(at));
  const part = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => Math.round(part(VIRIDIS[low], i) + (at - low) * (part(VIRIDIS[low + 1], i) - part(VIRIDIS[low], i))));
  return `rgb(${mixed.join(",")})`;
}

const RINGS = ["circle", "triangle", "diamond", "rect"];

/** What was proposed and not trained: a hollow mark for each proposer. */
function proposed(c, colourOf, { x, y, proposer, architecture }) {
  const names = [...new Set(proposer)].sort();
  return names.map((name, n) => ({
    name: `proposed by ${name}`,
    type: "scatter",
    symbol: RINGS[n % RINGS.length],
    symbolSize: 6,
    itemStyle: { color: c.card, borderColor: colourOf(name), borderWidth: 1.2 },
    data: proposer.map((p, i) => [p, i]).filter(([p]) => p === name).map(([, i]) => [x[i], y[i], null, architecture[i]]),
  }));
}

/** Of each trial a share of the scale of colours, by what is chosen. */
function shares(map, by, names) {
  if (by === "proposer") return map.proposer.map((p) => (names.length === 1 ? 0.5 : names.indexOf(p) / (names.length - 1)));
  return ranks(by === "score" ? map.number.map((_, i) => i) /* the best is last */ : by === "time" ? map.number : map[by], false);
}

/** Trials by likeness, coloured by `by`: score, params, time or proposer. */
export function drawMap(dom, map, by, score, open) {
  const rings = map.proposals.x.length > 0;
  const names = [...new Set([...map.proposer, ...map.proposals.proposer])].sort();
  const share = shares(map, by, names);
  const told = by === "proposer" ? names : [""];
  const ofName = (name) => colour(names.length === 1 ? 0.5 : names.indexOf(name) / (names.length - 1));
  const rows = (name) =>
    map.number
      .map((_, i) => i)
      .filter((i) => name === "" || map.proposer[i] === name)
      .sort((a, b) => (by === "proposer" ? 0 : share[a] - share[b])); // the highest on top
  draw(
    dom,
    (c) => ({
      grid: { left: 20, right: 20, top: rings || told.length > 1 ? 34 : 14, bottom: 24 },
      legend: { show: rings || told.length > 1, top: 0, type: "scroll", textStyle: { color: c.soft } },
      tooltip: tooltip(c, ({ seriesName, value }) =>
        value[2] === null
          ? `${seriesName}, not trained\n${value[3]}`
          : `trial ${value[2]}${value[6] === "stopped" ? ", stopped early" : ""}\n${score(value[3])}, ${brief(value[4])} parameters\nfound by ${value[5]}`
      ),
      xAxis: axis(c, { type: "value", scale: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }, splitLine: { show: false } }),
      yAxis: axis(c, { type: "value", scale: true, inverse: true /* as in the report */, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }, splitLine: { show: false } }),
      series: [
        ...proposed(c, by === "proposer" ? ofName : () => c.soft, map.proposals),
        ...told.map((name) => ({
          name: name || "trials",
          type: "scatter",
          itemStyle: { color: name ? ofName(name) : c.accent },
          data: rows(name).map((i) => ({
            symbolSize: (map.number.length > 400 ? 6 : 10) * (map.outcome[i] === "stopped" ? 0.6 : 1),
            value: [map.x[i], map.y[i], map.number[i], map.score[i], map.params[i], map.proposer[i], map.outcome[i]],
            itemStyle: { color: colour(share[i]), borderColor: c.soft, borderWidth: 0.4 },
          })),
        })),
      ],
    }),
    ({ value }) => value[2] !== null && open(value[2])
  );
}

export function drawParallel(dom, parallel, details, score) {
  const last = parallel.axes.length - 1;
  const rank = ranks(parallel.rows.map((row) => row[last]), details.lessIsBetter);
  const order = rank.map((_, i) => i).sort((a, b) => rank[a] - rank[b]); // the best on top
  const narrow = Math.max(40, (dom.clientWidth - 116) / Math.max(1, last) - 8);
  const dimension = (c, a, dim) => {
    const common = { dim, name: a.name, nameTextStyle: { color: c.soft, fontSize: 10 }, nameTruncate: { maxWidth: narrow }, axisLine: { lineStyle: { color: c.soft } } };
    if (a.words) return { ...common, type: "category", data: a.words, axisLabel: { color: c.soft, fontSize: 10 } };
    if (a.log) return { ...common, type: "log", axisLabel: { color: c.soft, formatter: brief } };
    const label = { color: c.soft, formatter: a.score ? score : brief };
    return { ...common, type: "value", scale: !a.count, minInterval: a.count ? 1 : undefined, axisLabel: label };
  };
  draw(dom, (c) => ({
    parallel: { left: 46, right: 70, top: 16, bottom: 44, parallelAxisDefault: { nameLocation: "start", nameGap: 18, areaSelectStyle: { width: 16 } } },
    parallelAxis: parallel.axes.map((a, dim) => dimension(c, a, dim)),
    series: [
      {
        type: "parallel",
        smooth: false,
        inactiveOpacity: 0.03,
        lineStyle: { width: 1.2, opacity: parallel.rows.length > 200 ? 0.4 : 0.7 },
        data: order.map((i) => ({ value: parallel.rows[i].map((v) => (v === null ? "-" : v)), lineStyle: { color: colour(rank[i]) } })),
      },
    ],
  }));
}

export function drawComparison(dom, studies) {
  const PALETTE = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"];
  const score = format(studies[0] ?? { percent: false });
  const all = studies.flatMap((s) => s.progress.map(([, value]) => value));
  const [low, high] = range(all, studies[0]?.lessIsBetter ?? false);
  draw(dom, (c) => ({
    color: PALETTE,
    grid: { left: 58, right: 16, top: 36, bottom: 42 },
    legend: { top: 0, type: "scroll", textStyle: { color: c.soft } },
    tooltip: tooltip(c, ({ seriesName, value }) => `${seriesName}\ntrial ${value[0]}: ${score(value[2])}`),
    xAxis: axis(c, { type: "value", name: "trial", nameLocation: "middle", nameGap: 26, min: 0, splitLine: { show: false } }),
    yAxis: axis(c, { type: "value", min: low, max: high, axisLabel: { color: c.soft, formatter: score, showMinLabel: false, showMaxLabel: false } }),
    series: studies.map((s) => ({ name: s.name, type: "line", step: "end", symbolSize: 4, data: s.progress.map(([n, value]) => [n, within(value, low, high), value]) })),
  }));
}
