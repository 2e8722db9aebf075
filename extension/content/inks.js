/**
 * Which inks are read on which ground. A page may be light, sepia, dark, or all of them in turn, so
 * the ink is made for the very colour behind the words: the kind's own hue, mixed towards black or
 * white until it holds the contrast that text must hold (WCAG 2.2, 1.4.3).
 */

/** @typedef {readonly [number, number, number]} Color red, green, blue, 0 to 255 */
/** @typedef {"quote" | "risk" | "denied"} Hue */

/** The least contrast of a line against the ground that it stands on. */
export const CONTRAST = 4.5;

/** By what share of its ink a tint colours the ground: seen, yet the text on it loses little. */
export const TINTS = { key: 0.14, risk: 0.1 };

const DEEPEST = Math.max(...Object.values(TINTS));

/** The hues on light and on dark grounds, as in the panel. @type {Record<"standard" | "safe", Record<"light" | "dark", Record<Hue, Color>>>} */
const HUES = {
  standard: {
    light: { quote: [29, 95, 191], risk: [179, 38, 30], denied: [107, 91, 0] },
    dark: { quote: [138, 184, 255], risk: [255, 155, 147], denied: [224, 200, 96] },
  },
  // Okabe and Ito's blue, vermilion and yellow, for readers who confuse red and green.
  safe: {
    light: { quote: [0, 95, 150], risk: [168, 74, 0], denied: [92, 92, 92] },
    dark: { quote: [86, 180, 233], risk: [255, 176, 92], denied: [205, 205, 205] },
  },
};

/** The share of black or white that an ink gets more at each try. */
const STEP = 0.05;

const BLACK = /** @type {Color} */ ([0, 0, 0]);
const WHITE = /** @type {Color} */ ([255, 255, 255]);

/** Above this luminance black holds more contrast than white does. */
const MIDDLE = 0.179;

/**
 * @param {Color} ground
 * @param {Hue} hue
 * @param {"standard" | "safe"} palette
 * @returns {Color}
 */
export function inkOn(ground, hue, palette) {
  const isLight = luminance(ground) > MIDDLE;
  const own = HUES[palette][isLight ? "light" : "dark"][hue];
  const end = isLight ? BLACK : WHITE;
  for (let share = 0; share < 1; share += STEP) {
    const ink = mixed(own, end, share);
    // The line of a tinted mark stands on its own tint.
    if (contrast(ink, mixed(ground, ink, DEEPEST)) >= CONTRAST) return ink;
  }
  return end;
}

/**
 * The share of its ink that a tint gets: none on the few grounds between light and dark where the
 * line would lose its contrast on it.
 *
 * @param {Color} ground
 * @param {Color} ink
 * @param {keyof typeof TINTS} kind
 * @returns {number}
 */
export function tintOn(ground, ink, kind) {
  const share = TINTS[kind];
  return contrast(ink, mixed(ground, ink, share)) >= CONTRAST ? share : 0;
}

/**
 * The colour behind an element's words: its nearest painted ancestor's, through whatever is
 * translucent; null where a picture stands behind them, whose colour nobody can tell.
 *
 * @param {Element} element
 * @returns {Color | null}
 */
export function groundOf(element) {
  /** @type {{color: Color, alpha: number}[]} */
  const above = [];
  for (let at = /** @type {Element | null} */ (element); at; at = outerOf(at)) {
    const style = at.ownerDocument.defaultView?.getComputedStyle(at);
    if (!style) break;
    if (style.backgroundImage.includes("url(")) return null;
    const painted = parsed(style.backgroundColor);
    if (painted.alpha > 0) above.push(painted);
    if (painted.alpha === 1) break;
  }
  return above.reduceRight((below, { color, alpha }) => mixed(below, color, alpha), WHITE);
}

/**
 * The element behind another one: its parent, a shadow root's host, at the top of a frame the frame.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function outerOf(element) {
  const root = element.getRootNode();
  if (element.parentElement) return element.parentElement;
  return "host" in root ? /** @type {ShadowRoot} */ (root).host : element.ownerDocument.defaultView?.frameElement ?? null;
}

/**
 * The ground to assume where a picture stands behind the words: what their own ink is set against.
 *
 * @param {Element} element
 * @returns {Color}
 */
export function groundByText(element) {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return style && luminance(parsed(style.color).color) > MIDDLE ? BLACK : WHITE;
}

/**
 * @param {string} css a computed colour
 * @returns {{color: Color, alpha: number}}
 */
function parsed(css) {
  const numbers = (css.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  if (/^rgba?\(/.test(css)) return { color: [red, green, blue], alpha };
  if (/^color\(srgb /.test(css)) return { color: [255 * red, 255 * green, 255 * blue], alpha };
  // oklch() and its like stay as they were written; a painted pixel tells them.
  return painted(css);
}

/** @type {OffscreenCanvasRenderingContext2D | null} */
let canvas = null;

/** @param {string} css @returns {{color: Color, alpha: number}} */
function painted(css) {
  canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!canvas) return { color: WHITE, alpha: 1 };
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 255, green = 255, blue = 255, alpha = 255] = canvas.getImageData(0, 0, 1, 1).data;
  return { color: [red, green, blue], alpha: alpha / 255 };
}

/**
 * @param {Color} one
 * @param {Color} other
 * @param {number} share of the other
 * @returns {Color}
 */
export function mixed(one, other, share) {
  const mix = (/** @type {0 | 1 | 2} */ at) => one[at] + (other[at] - one[at]) * share;
  return [mix(0), mix(1), mix(2)];
}

/**
 * @param {Color} one
 * @param {Color} other
 * @returns {number} 1 to 21 (WCAG 2.2, contrast ratio)
 */
export function contrast(one, other) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Color} color @returns {number} 0 to 1 (WCAG 2.2, relative luminance) */
function luminance(color) {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {Color} color @returns {string} */
export function css(color) {
  return `rgb(${color.map((value) => Math.round(value)).join(" ")})`;
}

/** Whether a ground is dark, so that what lies on it had better be, too. @param {Color} ground */
export function isDark(ground) {
  return luminance(ground) <= MIDDLE;
}
