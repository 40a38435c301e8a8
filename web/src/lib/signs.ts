// Signs that turn the direction of text can make words read as what they are not: they are shown by name.

const TURNING = /[\u202a-\u202e\u2066-\u2069]/
const named = (sign: string) => `\u27e6U+${sign.charCodeAt(0).toString(16).toUpperCase()}\u27e7`

/** Return words with every sign that turns their direction shown by its name. */
export const shown = (words: string) => (TURNING.test(words) ? words.replace(new RegExp(TURNING, 'g'), named) : words)
export const turns = (words: string) => TURNING.test(words)

/** Return an answer's JSON with such signs shown; a report's text keeps them, since offsets count them. */
export function marked(json: string): unknown {
  return TURNING.test(json) ? JSON.parse(json, (key, value) => (typeof value === 'string' && key !== 'text' ? shown(value) : value)) : JSON.parse(json)
}
