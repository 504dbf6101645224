// What is done once the first page stands, and what nothing waits for: the styles for paper, and the service worker, of whose
// newer versions the app is told. `start.js` imports this file when the page stands; the build fills in its names (xtask/src/spa/worker.rs).

const VERSION = "build:version";
const PRINT = "build:print";
const WORKER = "/service-worker.js";
// How this file tells the app (frontend/src/shell/updates.rs), by an event, and is told by it, by an attribute of the root.
const READY = "ventanilla:update";
const WANTED = "data-update";
const HOUR = 3_600_000;

function style() {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", media: "print", href: PRINT });
  document.head.append(link);
}

async function register(container) {
  // The one script that the content security policy lets this app name at run time.
  const policy = self.trustedTypes?.createPolicy("ventanilla", { createScriptURL: (url) => (url === WORKER ? url : "") });
  let taken = Boolean(container.controller);
  let wanted = false;
  const registration = await container.register(policy?.createScriptURL(WORKER) ?? WORKER, { updateViaCache: "none" });
  container.addEventListener("message", ({ data }) => data.newer && dispatchEvent(new Event(READY)));
  container.addEventListener("controllerchange", () => {
    if (wanted) location.reload();
    // Another page wanted it. In this one somebody may be writing.
    else if (taken) ask(container.controller);
    taken = true;
  });
  new MutationObserver(() => {
    wanted = true;
    if (registration.waiting) registration.waiting.postMessage({ takeOver: true });
    else location.reload();
  }).observe(document.documentElement, { attributeFilter: [WANTED] });
  const follow = (worker) =>
    worker?.addEventListener("statechange", () => worker.state === "installed" && ask(registration.waiting));
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  ask(registration.waiting);
  const { active } = await container.ready;
  active.postMessage({ loaded: performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname) });
  lookNowAndThen(registration);
}

// A worker of another version than this page's answers that there is a newer one.
function ask(worker) {
  worker?.postMessage({ version: VERSION });
}

// A page stays open for days; the browser itself looks only when one is loaded.
function lookNowAndThen(registration) {
  let last = performance.now();
  const look = () => {
    if (document.visibilityState !== "visible" || !navigator.onLine || performance.now() - last < HOUR) return;
    last = performance.now();
    // Without an answer there is none newer.
    registration.update().catch(() => {});
  };
  setInterval(look, HOUR / 4);
  document.addEventListener("visibilitychange", look);
}

style();
// A private window may refuse to keep anything; the app does without. A build for its authors has no version.
if (VERSION && navigator.serviceWorker) register(navigator.serviceWorker).catch(() => {});
