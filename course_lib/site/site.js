// What needs a host, so that a page opened from a folder asks for nothing it cannot have: offline, and on a home screen.
if (location.protocol.startsWith("http")) {
  const root = new URL(".", document.currentScript.src);
  const manifest = Object.assign(document.createElement("link"), {rel: "manifest", href: new URL("manifest.webmanifest", root)});
  document.head.append(manifest);
  addEventListener("load", () => navigator.serviceWorker?.register(new URL("sw.js", root)));
}
