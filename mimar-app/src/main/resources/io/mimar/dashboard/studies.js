import { attempt, byId, calmly, el, get, listen, replace, stateOf, text } from "./common.js";

const chosen = new Set();

function row(card) {
  const state = stateOf(card);
  const box = el("input", {
    type: "checkbox",
    "aria-label": `compare ${card.name}`,
    checked: chosen.has(card.id),
    disabled: card.state === "damaged",
  });
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(card.id);
    else chosen.delete(card.id);
    byId("compare").disabled = chosen.size < 2;
  });
  const share =
    card.share === null || card.share === undefined
      ? ""
      : el("progress", { max: 1, value: card.share, "aria-label": `progress of ${card.name}` });
  const planned = card.planned ? ` of ${card.planned}` : "";
  return el(
    "tr",
    { "data-key": card.id },
    el("td", {}, box),
    el("th", { scope: "row" }, el("a", { href: `/studies/${card.id}` }, card.name)),
    el("td", {}, el("span", { class: `badge ${state}` }, state), card.problem && ` ${card.problem}`),
    el("td", {}, share, " ", el("span", { class: "soft" }, card.left)),
    el("td", {}, `${card.trials}${planned}`),
    el("td", {}, card.score, " ", el("span", { class: "soft" }, card.metric)),
    el("td", {}, card.test || "–"),
    el("td", {}, card.elapsed),
    el("td", { class: "word", title: card.data }, card.data),
    el("td", { class: "word" }, card.searched)
  );
}

async function show() {
  const { studies, leftOut } = await get("/api/studies");
  byId("none").hidden = studies.length > 0;
  byId("studies").hidden = studies.length === 0;
  replace(byId("rows"), ...studies.map(row));
  text("left-out", leftOut > 0 ? `${leftOut.toLocaleString("en")} more are left out: these are the first by name. Start the dashboard with a folder of fewer.` : "");
  return studies.length;
}

byId("compare").addEventListener("click", () => {
  location.assign(`/compare?${[...chosen].map((id) => `study=${id}`).join("&")}`);
});

const refresh = calmly(show, 1000);
attempt(show);
listen("/api/events", refresh);
