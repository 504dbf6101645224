// The service worker: keeps the app's own files in the browser, so that it opens without a server. It keeps nothing that the
// API answers, and nothing that belongs to a person: every file below is the same for everybody.
//
// The build fills in what it keeps (xtask/src/spa/worker.rs). Every version has a cache of its own, complete in itself: its
// page, and the files that this page names.

const VERSION = "build:version";
// The page and what it loads at once.
const SHELL = ["build:shell"];
// What pages fetch when somebody first needs them.
const PARTS = ["build:parts"];

const PREFIX = "ventanilla-";
const CACHE = PREFIX + VERSION;
const PAGE = "/";

self.addEventListener("install", (event) => event.waitUntil(install()));
// A page that is opened meanwhile waits for the end of this event, so the event waits for nothing.
// What it leaves undone when it is stopped halfway is done by the next version.
self.addEventListener("activate", () => takeUp().catch(() => {}));
self.addEventListener("message", (event) => event.waitUntil(hear(event)));
self.addEventListener("fetch", (event) => {
  const answer = answering(event.request);
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { cache: "no-cache" });
  // While servers are being replaced, the page may be another version's; the browser tries again later.
  if (!page.ok || !(await page.clone().text()).includes(SHELL[0])) throw new Error("the page is of another version");
  await Promise.all([cache.put(PAGE, page), cache.addAll(SHELL), cache.addAll(await partsInUse())]);
}

// The parts that are here in another version: who uses them wants to go on without a connection.
async function partsInUse() {
  const here = new Set();
  for (const name of await ours()) {
    for (const { url } of await (await caches.open(name)).keys()) here.add(stem(url));
  }
  return PARTS.filter((part) => here.has(stem(part)));
}

const stem = (url) => url.slice(url.lastIndexOf("/") + 1, url.lastIndexOf("-"));

async function takeUp() {
  // On a first visit, the page that is open.
  await self.clients.claim();
  for (const name of await ours()) {
    if (name !== CACHE) await caches.delete(name);
  }
}

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

// What the pages say (frontend/later.js).
async function hear({ data, source }) {
  if (data.loaded) await keep(data.loaded);
  if (data.takeOver) self.skipWaiting();
  if (data.version === undefined) return;
  if (data.version !== VERSION) source.postMessage({ newer: true });
  // It is this version's own page, just opened, and no other page is open in which somebody may be writing.
  else if ((await self.clients.matchAll({ includeUncontrolled: true, type: "window" })).length === 1) self.skipWaiting();
}

// What a page had loaded before it had a worker.
async function keep(paths) {
  const cache = await caches.open(CACHE);
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await cache.addAll(PARTS.filter((part) => paths.includes(part) && !known.has(part)));
}

// None for what is not ours to answer: the API and all that is below it, and what changes something.
function answering(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return undefined;
  if (pathname.startsWith("/assets/") || SHELL.includes(pathname)) return fileOf(request, pathname);
  const isPage = request.mode === "navigate" && !/^\/(api|healthz|readyz)(\/|$)/.test(pathname) && !pathname.includes(".");
  return isPage ? pageOf(request) : undefined;
}

// Its name tells its content, so what is kept is right for ever.
async function fileOf(request, pathname) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(pathname, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && PARTS.includes(pathname)) await cache.put(pathname, answer.clone());
  return answer;
}

// The newest page there is; the kept one when nobody answers, or only a proxy whose server is gone.
async function pageOf(request) {
  const kept = async () => (await caches.open(CACHE)).match(PAGE, { ignoreVary: true });
  try {
    const answer = await fetch(request);
    return answer.status < 500 ? answer : ((await kept()) ?? answer);
  } catch (error) {
    const page = await kept();
    if (!page) throw error;
    return page;
  }
}
