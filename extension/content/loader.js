/**
 * The one classic script that is injected: it imports the content modules, which classic scripts
 * could only share through globals. It runs again at every press; the modules are loaded once. All
 * that the snapshot takes is asked for at once: one by one, as each names the next, takes longer.
 */

(async () => {
  const names = ["main", "address", "flat_tree", "selection", "slices", "snapshot", "tags", "xml"];
  const load = (/** @type {string} */ name) => import(chrome.runtime.getURL(`extension/content/${name}.js`));
  const [{ start }] = await Promise.all(names.map(load));
  start();
})();
