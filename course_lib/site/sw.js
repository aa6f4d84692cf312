// Keeps the whole site, so that it opens without a network after the first visit. Built by course_lib/site/build.py.
const FILES = ["FILES"];
const MINE = `off-target ${registration.scope} `; // other sites may share this origin
const CACHE = MINE + "VERSION";

addEventListener("install", event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map(file => new Request(file, {cache: "reload"})));
  await skipWaiting();
})()));

addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(MINE) && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
})()));

addEventListener("fetch", event => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    address.search = "";
    // Some hosts leave the ending or the file's name out of an address.
    const names = [address.href, `${address.href}.html`, new URL("index.html", address).href];
    const kept = await cache.match(names[0]) ?? await cache.match(names[1])
      ?? (address.pathname.endsWith("/") ? await cache.match(names[2]) : undefined);
    // What such a host redirected cannot be a page again.
    return kept?.redirected ? new Response(kept.body, {headers: kept.headers}) : kept ?? fetch(event.request);
  })());
});
