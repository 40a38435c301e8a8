// The brief's Markdown as blocks for the page: only what our own template writes; nothing becomes mark-up by itself.

export type Inline = { text: string; bold?: boolean; note?: string }
export type Block =
  | { kind: 'h1' | 'h2' | 'h3' | 'p' | 'li' | 'sub'; parts: Inline[] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'note'; id: string; parts: Inline[] }

const plain = (text: string) => text.replace(/\\([\\`*_[\]<>|#])/g, '$1')

/** Cut a line into plain, bold and footnote parts; a backslash keeps the sign after it. */
export function inline(line: string): Inline[] {
  const parts: Inline[] = []
  for (const [piece] of line.matchAll(/\[\^\w+\]|\*\*(?:\\.|[^*\\])+\*\*|(?:\\.|[^[*\\])+|[[*\\]/g)) {
    const note = /^\[\^(\w+)\]$/.exec(piece)
    if (note) parts.push({ text: note[1] ?? '', note: note[1] })
    else if (piece.startsWith('**') && piece.length > 4) parts.push({ text: plain(piece.slice(2, -2)), bold: true })
    else parts.push({ text: plain(piece) })
  }
  return parts
}

export function blocks(markdown: string): Block[] {
  const found: Block[] = []
  for (const line of markdown.split('\n')) {
    const note = /^\[\^(\w+)\]: (.*)$/.exec(line)
    if (note) found.push({ kind: 'note', id: note[1] ?? '', parts: inline(note[2] ?? '') })
    else if (/^\|[-|: ]+\|$/.test(line)) continue
    else if (line.startsWith('|')) {
      const cells = line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => inline(cell.trim()))
      const last = found.at(-1)
      if (last?.kind === 'table') last.rows.push(cells)
      else found.push({ kind: 'table', head: cells, rows: [] })
    } else if (line.startsWith('### ')) found.push({ kind: 'h3', parts: inline(line.slice(4)) })
    else if (line.startsWith('## ')) found.push({ kind: 'h2', parts: inline(line.slice(3)) })
    else if (line.startsWith('# ')) found.push({ kind: 'h1', parts: inline(line.slice(2)) })
    else if (line.startsWith('  - ')) found.push({ kind: 'sub', parts: inline(line.slice(4)) })
    else if (line.startsWith('- ')) found.push({ kind: 'li', parts: inline(line.slice(2)) })
    else if (line.trim()) found.push({ kind: 'p', parts: inline(line) })
  }
  return found
}
