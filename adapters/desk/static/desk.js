// The page: what the file lacks, what can be done about it, and who vouches for what.

import { h } from "./dom.js";
import { setUpTheme } from "./theme.js";
import { ask, startOf } from "./asking.js";
import { gaps, ratings, drafts, reviews } from "./parts.js";
import { Trial } from "./trial.js";

const PARTS = [
  { id: "gaps", title: "Asked in vain", count: (state) => state.gaps.length, show: gaps },
  { id: "ratings", title: "Ratings", count: (state) => state.ratings.length, show: ratings },
  { id: "drafts", title: "To be finished", count: (state) => state.drafts.length, show: drafts },
  { id: "reviews", title: "Reviews", count: (state) => state.reviews.filter((each) => each.state !== "signed").length, show: reviews },
];
const EVERY = 1000;

const find = (id) => document.getElementById(id);
const name = find("name");
const trial = new Trial(find("trial"), (key, by) => act("take", { key, by }));

function who() {
  return name.value.trim();
}

async function act(action, body = {}) {
  try {
    const state = await ask("POST", `/do/${action}`, body);
    show(state);
    return state;
  } catch (error) {
    tell(error.message);
    return null;
  }
}

function tell(problem) {
  find("problem").textContent = problem;
  find("problem").hidden = !problem;
  if (problem) find("problem").scrollIntoView({ block: "nearest" });
}

let timer = 0;
let last = { ready: false };

async function poll() {
  clearTimeout(timer);
  try {
    show(await ask("GET", "/state"));
  } catch (error) {
    tell(error.message);
    return;
  }
  if (!last.ready || (last.tried.key && !last.tried.done)) timer = setTimeout(poll, EVERY);
}

async function attempt(draft) {
  const { key, by, problem } = last.tried;
  const isThere = key === draft.key && by === who() && !problem;
  if (!isThere && !(await act("try", { key: draft.key, by: who() }))) return;
  trial.open(draft, last.tried);
  poll();
}

async function sign(entry) {
  if (await act("sign", { entry: entry.id, by: who(), seen: entry.seen })) find(`review-${entry.id}`)?.focus();
}

function show(state) {
  last = state;
  if (!state.ready) return;
  find("status").textContent = state.file;
  tell(state.problem);
  const actions = { name: who(), attempt, sign };
  if (state.tried.key) trial.show(state.tried);
  const drawn = JSON.stringify([{ ...state, tried: null }, who()]);
  if (drawn === show.drawn) return;
  show.drawn = drawn;
  find("parts").replaceChildren(
    ...PARTS.map((part) => h("a", { href: `#${part.id}`, on: { click: jump(part.id) } }, `${part.title} `, h("b", {}, String(part.count(state))))),
  );
  find("main").replaceChildren(
    ...PARTS.map((part) =>
      h("section", { id: part.id, tabIndex: -1, aria: { labelledby: `${part.id}-title` } }, h("h2", { id: `${part.id}-title` }, part.title), ...part.show(state, actions)),
    ),
  );
}

// The address holds the key behind its #, so a jump must not put anything else there.
function jump(id) {
  return (event) => {
    event.preventDefault();
    find(id).scrollIntoView();
    find(id).focus({ preventScroll: true });
  };
}

setUpTheme(find("theme"));
name.value = localStorage.getItem("name") ?? "";
name.addEventListener("input", () => {
  localStorage.setItem("name", who());
  show(last);
});
find("who").addEventListener("submit", (event) => event.preventDefault());
find("again").addEventListener("click", async () => {
  find("status").textContent = "Reading …";
  await act("look");
});
if (startOf(location)) poll();
else tell("Open the address that the command printed, whole: what stands behind its # lets you in.");
