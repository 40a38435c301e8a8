// Who sits before the page, and whether single letters act as keys; kept in this browser alone.

export const person = $state({ name: localStorage.getItem('name') ?? '', role: 'admin', account: false, guarded: false })
export const keys = $state({ on: localStorage.getItem('keys') !== 'off' })

export function rename(name: string) {
  person.name = name.trim().slice(0, 80)
  localStorage.setItem('name', person.name)
}
export function switchKeys() {
  keys.on = !keys.on
  localStorage.setItem('keys', keys.on ? 'on' : 'off')
}

/** Say whether a key press may act: not while typing, not with a modifier, not where letters are switched off. */
export function acts(event: KeyboardEvent): boolean {
  const typing = /^(input|select|textarea)$/i.test((event.target as HTMLElement).tagName)
  return keys.on && !typing && !event.metaKey && !event.ctrlKey && !event.altKey && !document.querySelector('dialog[open]')
}

const ROLES = ['read', 'comment', 'review', 'admin']
/** Say whether the person may do what a role may. */
export const may = (role: string) => ROLES.indexOf(person.role) >= ROLES.indexOf(role)
