/**
 * Another extension, which may reach every host, as many may. It tries what it can with Caveat's
 * server and reports. The addresses are written in by the test that loads it.
 */
const SERVER = "{server}";
const REPORT = "{report}";
const VICTIM = "{victim}";

const JSON_TYPE = "application/json";
const OURS = { "Content-Type": JSON_TYPE, "X-Caveat": "1" };
const asked = JSON.stringify({ url: "https://evil.test/a/b", title: "T", language: "en", page: "<html/>" });

async function attempt(path, method, body, headers) {
  try {
    const answer = await fetch(SERVER + path, { method, body, headers });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

(async () => {
  const nonce = "0".repeat(64);
  const results = {
    handshake: await attempt("/api/handshakes", "POST", JSON.stringify({ nonce }), OURS),
    pretending: await attempt("/api/handshakes", "POST", JSON.stringify({ nonce }), { ...OURS, Origin: VICTIM }),
    pretendingToTheEnd: await attempt("/api/analyses", "POST", asked,
      { ...OURS, Origin: VICTIM, "X-Caveat-Proof": `${nonce}.${nonce}` }),
    analysis: await attempt("/api/analyses", "POST", asked, OURS),
    guessing: await attempt("/api/analyses", "POST", asked, { ...OURS, "X-Caveat-Proof": `${nonce}.${nonce}` }),
    approval: await attempt("/api/pairing-requests/approval", "POST", '{"code": "000000"}', OURS),
    outcome: await attempt("/api/pairing-requests/outcome", "POST", '{"handle": "x"}', OURS),
    allowing: await attempt("/pairing/answer", "POST", "answer=allow&secret=x", {
      "Content-Type": "application/x-www-form-urlencoded",
    }),
    simple: await attempt("/api/analyses", "POST", asked, { "Content-Type": "text/plain" }),
  };
  await fetch(REPORT, { method: "POST", body: JSON.stringify({ origin: chrome.runtime.getURL("").slice(0, -1), results }) });
})();
