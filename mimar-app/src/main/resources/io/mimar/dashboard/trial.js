import { attempt, byId, exportModel } from "./common.js";

const { study, trial } = document.body.dataset;
const button = byId("export");
if (button) {
  button.addEventListener("click", () => attempt(() => exportModel(study, trial, button)));
}
