async (count, rounds) => {
  const { Overlay } = await import("/extension/content/overlay.js");
  const { PageStyles } = await import("/extension/content/page_styles.js");
  const words = "The harbour board met again on Monday and put the question of the wall off until autumn. ";
  const article = document.createElement("article");
  document.body.replaceChildren(article);
  const placed = Array.from({ length: count }, (_, number) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = words.repeat(2);
    article.append(paragraph);
    const range = new Range();
    range.setStart(paragraph.firstChild, 4);
    range.setEnd(paragraph.firstChild, words.length);
    const kinds = [{ kind: "direct", key: false }, { kind: "indirect", key: false }, { polarity: "asserted" }, { kind: "direct", key: true }];
    return { annotation: { id: `a${number}`, start: number, ...kinds[number % kinds.length] }, ranges: [range] };
  });
  const look = { inks: "standard", printed: true, map: false, language: "browser" };
  const taken = [];
  for (let round = 0; round < rounds; round++) {
    const leaving = new AbortController();
    const overlay = new Overlay(leaving.signal, new PageStyles(look), () => undefined);
    overlay.show(placed.map(({ annotation }) => annotation));
    for (const { ranges } of placed) overlay.styles.prepare(ranges);
    overlay.styles.write();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const began = performance.now();
    overlay.add(placed);
    const drawn = performance.now() - began;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    taken.push({ drawn, painted: performance.now() - began });
    leaving.abort();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  return taken;
}
