// Keeps the short form for when there is no signal, and sends what is held when there is.
// KEPT comes from the server: its version, the page, the addresses it stands in for, and the files it is made of.

const PREFIX = `${aftercareHeld.database}-`;
const NAME = PREFIX + KEPT.version;
const PATIENCE = 6000;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clearOut()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && KEPT.opens.includes(pathname)) event.respondWith(orKept(event.request, KEPT.page));
  else if (mode !== "navigate" && KEPT.files.includes(pathname)) event.respondWith(orKept(event.request, pathname));
});
self.addEventListener("sync", (event) => {
  if (event.tag === aftercareHeld.sync) event.waitUntil(sendOrTryAgain());
});

// All of it or nothing. A page that is not the form, such as the one for signing in, is not kept.
async function keep() {
  const cache = await caches.open(NAME);
  try {
    for (const address of [KEPT.page, ...KEPT.files]) {
      const headers = { "X-Background": "1" };
      const response = await fetch(address, { credentials: "same-origin", cache: "reload", headers });
      if (!response.ok || response.redirected) throw new Error(`${address} cannot be kept`);
      await cache.put(address, response);
    }
  } catch (problem) {
    await caches.delete(NAME);
    throw problem;
  }
  await self.skipWaiting();
}

async function clearOut() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  await self.clients.claim();
}

// What the server says; what is kept when it says nothing for a while, or something before it is away.
async function orKept(request, address) {
  const asked = fetch(request).then((response) => ([502, 503, 504].includes(response.status) ? null : response));
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([asked.catch(() => null), tooLong]);
  if (answer) return answer;
  const kept = await (await caches.open(NAME)).match(address);
  return kept ?? fetch(request);
}

async function sendOrTryAgain() {
  const said = await aftercareHeld.send();
  if (said.state === "no signal") throw new Error("No signal yet");
}
