// Casebridge's only script, loaded on every page. All of it is comfort: each page works without it, and what it says
// stands in the locale files, on the attributes of its own element.
const words = document.querySelector('script[data-casebridge]')?.dataset ?? {}
const say = (text, value) => (text ?? '').replace('%s', value)

document.getElementById('error-summary')?.focus()

// A line that screen readers announce when they are idle.
const status = (name, before) => {
  const line = document.createElement('p')
  line.className = name
  line.setAttribute('role', 'status')
  before.before(line)
  return line
}

// How many characters are left. What is announced waits for a pause; what is shown does not.
for (const area of document.querySelectorAll('textarea[data-limit]')) {
  const limit = Number(area.dataset.limit)
  const shown = document.createElement('p')
  shown.className = 'count'
  shown.setAttribute('aria-hidden', 'true')
  area.after(shown)
  const told = status('visually-hidden', shown)
  let pause
  const count = () => {
    const left = limit - [...area.value.replaceAll('\r\n', '\n').trim()].length
    const text = say(left < 0 ? words.over : words.left, Math.abs(left).toLocaleString(document.documentElement.lang))
    shown.textContent = left < limit / 2 || left < 0 ? text : ''
    shown.classList.toggle('count-over', left < 0)
    clearTimeout(pause)
    if (shown.textContent) pause = setTimeout(() => { told.textContent = text }, 1500)
  }
  area.addEventListener('input', count)
  count()
}

// The session ends when nothing is asked of the server for a while; other windows count too.
const idle = Number(words.idle ?? 0) * 60_000
const windows = 'BroadcastChannel' in window ? new BroadcastChannel('casebridge') : null
let warning, ending, dialog
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text })
const warn = () => {
  dialog = document.createElement('dialog')
  dialog.className = 'timeout'
  const title = Object.assign(element('h2', words.timeoutTitle), { id: 'timeout-title' })
  const text = element('p', words.timeoutText)
  const stay = Object.assign(element('button', words.timeoutStay), { type: 'button', className: 'btn btn-primary' })
  dialog.setAttribute('aria-labelledby', title.id)
  dialog.append(title, text, stay)
  document.body.append(dialog)
  stay.addEventListener('click', async () => {
    const answer = await fetch('/account', { cache: 'no-store' }).catch(() => null)
    if (answer?.ok && !answer.redirected) active()
    else over()
  })
  dialog.addEventListener('close', event => event.target.remove())
  dialog.showModal()
  stay.focus()
}
const over = () => {
  if (!dialog?.open) return
  dialog.replaceChildren(
    Object.assign(element('h2', words.timeoutOver), { id: 'timeout-title' }), element('p', words.timeoutKept),
    Object.assign(element('a', words.timeoutSignIn), { href: '/sign-in', target: '_blank', className: 'btn btn-primary' }))
}
const active = (isOwn = true) => {
  if (!idle) return
  if (isOwn) windows?.postMessage('active')
  clearTimeout(warning)
  clearTimeout(ending)
  dialog?.close()
  dialog = undefined
  warning = setTimeout(warn, idle - 5 * 60_000)
  ending = setTimeout(over, idle)
}
windows?.addEventListener('message', () => active(false))
active()

// Saves a form while it is written. What the server does not take stays in the form, and the person is told.
for (const form of document.querySelectorAll('form[data-autosave]')) {
  const line = status('autosave', form.querySelector('.actions'))
  const content = () => {
    const fields = new URLSearchParams(new FormData(form))
    for (const name of ['version', 'base']) fields.delete(name)
    return fields.toString()
  }
  let last = content()
  let pause, running
  let isStopped = false
  const stop = text => {
    isStopped = true
    line.textContent = text
    line.classList.add('autosave-failed')
  }
  const send = async sent => {
    line.textContent = words.saving
    const answer = await fetch(form.dataset.autosave, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), cache: 'no-store',
      headers: { 'If-Match': `"${form.elements.version.value}"` }
    })
    if (answer.redirected || answer.status === 401) return stop(words.signedOut)
    if (answer.status === 409 || answer.status === 412) return stop(words.conflict)
    if (!answer.ok) throw new Error(String(answer.status))
    const saved = await answer.json()
    form.elements.version.value = saved.version
    form.elements.base.value = saved.base
    last = sent
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
    line.textContent = say(saved.refused.length ? words.partly : words.saved, time)
    active()
  }
  const later = seconds => {
    clearTimeout(pause)
    pause = setTimeout(save, seconds * 1000)
  }
  const save = () => {
    const sent = content()
    if (isStopped || running || sent === last) return
    running = send(sent).catch(() => { line.textContent = words.unsaved }).finally(() => {
      running = undefined
      if (!isStopped && content() !== last) later(10)
    })
  }
  form.addEventListener('input', () => later(3))
  // A save on its way ends first: otherwise the person would meet her own words as somebody else's.
  form.addEventListener('submit', event => {
    clearTimeout(pause)
    isStopped = true
    if (!running) return
    event.preventDefault()
    running.finally(() => form.requestSubmit(event.submitter))
  })
}
