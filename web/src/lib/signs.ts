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

// Hebrew, Arabic, Syriac, Thaana and the forms of their letters.
const RTL = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff'
const STRETCH = new RegExp(`[${RTL}](?:[^\\p{L}]*[${RTL}])*`, 'gu')

/** Cut words where their direction turns: a stretch from right to left is one part, with the spaces inside it. */
export function parts(words: string): { text: string; turned: boolean }[] {
  const found: { text: string; turned: boolean }[] = []
  let at = 0
  for (const stretch of words.matchAll(STRETCH)) {
    if (stretch.index > at) found.push({ text: words.slice(at, stretch.index), turned: false })
    found.push({ text: stretch[0], turned: true })
    at = stretch.index + stretch[0].length
  }
  if (at < words.length) found.push({ text: words.slice(at), turned: false })
  return found
}

/** Return the direction of a sentence of ours: from left to right wherever it has a word of ours. */
export const direction = (words: string) => (parts(words).every((part) => part.turned || !/\p{L}/u.test(part.text)) ? 'auto' : 'ltr')
