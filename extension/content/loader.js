/**
 * The one classic script that is injected: it imports the content modules, which classic scripts
 * could only share through globals. It runs again at every press; the module is loaded once.
 */

(async () => {
  const { start } = await import(chrome.runtime.getURL("extension/content/main.js"));
  start();
})();
