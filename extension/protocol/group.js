/** Things that share a key, in the order in which the keys first come. */

/**
 * @template Thing, Key
 * @param {Thing[]} things
 * @param {(thing: Thing) => Key} keyOf
 * @returns {Map<Key, Thing[]>}
 */
export function grouped(things, keyOf) {
  /** @type {Map<Key, Thing[]>} */
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
