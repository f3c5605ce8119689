import { attempt, byId, post, say } from "./common.js";

async function enter(token) {
  await post("/login", token.trim());
  location.replace("/");
}

byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => enter(byId("token").value));
});

// What stands behind the # never leaves the browser by itself.
const printed = decodeURIComponent(location.hash.slice(1));
if (printed) {
  history.replaceState(null, "", "/login");
  say("Signing in …");
  attempt(() => enter(printed));
}
