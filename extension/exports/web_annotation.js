/**
 * What is shown, in the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/):
 * one AnnotationPage, each target with its TextPositionSelector and TextQuoteSelector.
 */

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Source} Source */

/**
 * @param {Source} source
 * @param {Annotation[]} annotations
 * @param {{created: string, version: string}} made ISO 8601 time, version of Caveat
 * @returns {string} JSON-LD
 */
export function asWebAnnotations(source, annotations, { created, version }) {
  const generator = { type: "Software", name: "Caveat", "schema:softwareVersion": version };
  return `${JSON.stringify({
    "@context": ["http://www.w3.org/ns/anno.jsonld", { schema: "https://schema.org/" }],
    type: "AnnotationPage",
    id: `urn:uuid:${crypto.randomUUID()}`,
    items: annotations.map((annotation) => ({
      id: `urn:uuid:${crypto.randomUUID()}`,
      type: "Annotation",
      created,
      generator,
      motivation: "kind" in annotation ? "identifying" : "classifying",
      body: bodiesOf(annotation),
      target: targetOf(annotation, source),
    })),
  }, null, 2)}\n`;
}

/** @param {Annotation} annotation */
function bodiesOf(annotation) {
  if ("kind" in annotation) {
    const tags = ["quote", annotation.kind, ...(annotation.key ? ["key"] : [])];
    const who = annotation.speaker?.name && [annotation.speaker.name, annotation.speaker.description];
    return [...tags.map(tag), ...(who ? [text(who.filter(Boolean).join(", "), "identifying")] : [])];
  }
  const { category, polarity, certainty, holder } = annotation;
  const who = holder ? [text(holder.name, "identifying")] : [];
  return [...["risk", category, polarity, certainty].map(tag), ...who];
}

/** @param {string} value */
function tag(value) {
  return text(value, "tagging");
}

/** @param {string} value @param {string} purpose */
function text(value, purpose) {
  return { type: "TextualBody", value, format: "text/plain", purpose };
}

/**
 * @param {Annotation} annotation
 * @param {Source} source
 */
function targetOf({ target, text: exact }, source) {
  const selector = target
    ? [{ type: "TextQuoteSelector", ...target.quote }, { type: "TextPositionSelector", ...target.position }]
    : [{ type: "TextQuoteSelector", exact }];
  return { ...(source.url ? { source: source.url } : {}), selector };
}
