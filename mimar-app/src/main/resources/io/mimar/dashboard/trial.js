import { attempt, byId, exportModel, findOut, say } from "./common.js";

const { study, trial } = document.body.dataset;
const button = byId("export");
if (button) {
  button.addEventListener("click", () => attempt(() => exportModel(study, trial, button)));
}

const path = `/api/studies/${study}/trials/${trial}/why`;
const page = location.pathname;

/** Asks what is not known yet, then loads the page that tells it. */
async function ask(asking, query, place) {
  asking.disabled = true;
  try {
    await findOut(path + query);
    say("");
    location.hash = place;
    if (location.search === query) location.reload();
    else location.assign(page + query + place);
  } finally {
    asking.disabled = false;
  }
}

byId("explain").addEventListener("click", (event) =>
  attempt(() => ask(event.target, "", "#why"))
);
byId("between").addEventListener("submit", (event) => {
  event.preventDefault();
  const asking = event.target.querySelector("button");
  attempt(() => ask(asking, `?to=${byId("to").value}`, "#way"));
});
