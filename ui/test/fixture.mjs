// A server that speaks the REST API about a made-up world: small, obviously right, in memory.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'

const FILES = new URL('../target/classes/dev/stillson/server/ui/', import.meta.url)
const TYPES = { html: 'text/html; charset=UTF-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }
// As the real server sends it.
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none';" +
  " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const HELD = ['running', 'parked', 'batch_running']
const AFTER = { retry: 'pending', 'mark-done': 'done', disable: 'disabled', enable: 'pending', cancel: 'failed' }

/** Serves `world`; `calls` are the changes that were asked for. */
export async function serve(world) {
  const streams = new Set()
  const calls = []
  const requests = []
  const followers = new Set()
  const waiting = []
  const state = { world, signedOut: false, provider: undefined }
  const server = createServer((request, response) => {
    if (state.world.clock) response.setHeader('Date', new Date(state.world.clock).toUTCString())
    answer(request, response).catch((error) => {
      if (error instanceof Refusal) return refuse(response, error.status, error.message, error.code)
      response.writeHead(500).end(String(error.stack))
    })
  })

  async function answer(request, response) {
    const url = new URL(request.url, 'http://here')
    const path = url.pathname
    if (path.startsWith('/ui/')) return file(path.slice(4) || 'index.html', response)
    const body = request.method === 'GET' ? {} : JSON.parse((await text(request)) || '{}')
    const parts = path.replace('/api/v1/', '').split('/').map(decodeURIComponent)
    if (request.method !== 'GET' && parts[0] !== 'session' && !body.dryRun) calls.push({ path: parts.join('/'), body })
    if (parts[0] === 'sign-in') return json(response, state.provider ? { provider: state.provider } : {})
    if (state.signedOut) return refuse(response, 401, 'Nobody is signed in')
    if (parts[0] === 'session') return json(response, state.world.session)
    if (parts[0] === 'events') return stream(response)
    if (parts[5] === 'live') return follow(parts[1], parts[3], Number(url.searchParams.get('offset') ?? 0), response)
    requests.push(parts.join('/'))
    const found = route(request.method, parts, url.searchParams, body)
    if (!found) return refuse(response, 404, `There is nothing at ${path}`)
    if (found instanceof Log) return found.send(response)
    json(response, found)
  }

  async function file(name, response) {
    try {
      const bytes = await readFile(new URL(name, FILES))
      response.writeHead(200, { 'Content-Type': TYPES[name.split('.').pop()], 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' }).end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  }

  function stream(response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    streams.add(response)
    response.on('close', () => streams.delete(response))
    notify(response, { tasks: [], workers: [], everything: true, general: true })
  }

  /** The log of an attempt from byte `offset` on, and what is added. */
  function follow(id, attempt, offset, response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    const one = { id, attempt, next: offset, response }
    followers.add(one)
    for (const ready of waiting.splice(0)) ready()
    response.on('close', () => followers.delete(one))
    response.write(': hello\n\n')
    pass(one)
  }

  function pass(one) {
    const piece = new Log(state.world.logs?.[one.id]?.[one.attempt] ?? '', one.next, Infinity)
    one.next = piece.next
    if (piece.part.length) event(one.response, 'piece', { text: piece.part.toString(), next: piece.next, length: piece.length })
  }

  /** Adds to a log. */
  function write(id, attempt, text) {
    const logs = ((state.world.logs ??= {})[id] ??= {})
    logs[attempt] = (logs[attempt] ?? '') + text
    for (const one of followers) if (one.id === id && one.attempt === String(attempt)) pass(one)
  }

  /** Comes when somebody follows a log. */
  function followed() {
    return new Promise((ready) => (followers.size ? ready() : waiting.push(ready)))
  }

  function endLogs() {
    for (const one of followers) { event(one.response, 'end', {}); one.response.end() }
  }

  function route(method, parts, query, body) {
    const { tasks, workers } = state.world
    const [kind, id, action] = parts
    switch (kind) {
      case 'scheduler':
        if (id) { state.world.paused = id === 'pause'; tell({ general: true }) }
        return { paused: state.world.paused, condition: 'ready', text: '', counts: counts(tasks.values()), workerTimeout: state.world.workerTimeout }
      case 'families':
        // As of a server that knows of no forms, such as one that is older than its pages.
        if (id) return state.world.forms && form(id)
        return { families: families() }
      case 'submissions': return submit(body)
      case 'backfills': return backfills(method, id, action, body, query)
      case 'resources':
        if (method === 'POST') { state.world.resources.find((one) => one.name === id).total = body.total; tell({ general: true }); return { name: id, total: body.total } }
        if (id) return use(id)
        return { resources: state.world.resources }
      case 'workers':
        if (!id) return { workers: [...workers.values()].map((one) => ({ ...one, running: held(one.id).length })), codeMismatches: state.world.codeMismatches ?? [] }
        if (action === 'disable') workers.get(id).disabled = true
        if (action === 'slots') workers.get(id).slots = body.slots
        if (action) tell({ workers: [id] })
        return workers.has(id) && { ...workers.get(id), tasks: held(id).map(card) }
      case 'attempts': return { attempts: state.world.attempts.filter((one) => ['family', 'worker', 'task', 'ending'].every((name) => !query.get(name) || query.get(name) === one[name])).slice(0, Number(query.get('limit'))) }
      case 'runs': return runs(id, action, query)
      case 'failures': return failures(Number(query.get('limit')))
      case 'throughput': return throughput(Number(query.get('hours')))
      case 'audit': return { actions: state.world.audit }
      case 'actions': return many(body)
      case 'tasks': {
        if (!id) return page(query)
        const task = tasks.get(id)
        if (!task) return undefined
        if (action === 'graph') return graph(task, query)
        if (action === 'chain') return chain(task)
        if (action === 'attempts' && parts[4] === 'log') {
          const written = state.world.logs?.[id]?.[parts[3]] ?? ''
          if (parts[5] === 'search') return searched(written, query.get('text').toLowerCase(), Number(query.get('offset') ?? 0))
          return new Log(written, Number(query.get('offset') ?? 0), Number(query.get('limit') ?? Infinity))
        }
        if (action === 'attempts') return { attempts: state.world.attempts.filter((one) => one.task === id).reverse() }
        if (action === 'priority') { task.priority = body.priority; tell({ tasks: [id] }); return { id, status: task.status } }
        if (action === 'messages') { setTimeout(() => tell({ tasks: [id] }), 50); return parts[4] ? { response: `got it: ${task.status}` } : { message: `m${calls.length}` } }
        if (action === 'invalidate') return invalidate(task, body)
        if (action) { change(task, AFTER[action]); tell({ tasks: [id] }); return { id, status: task.status } }
        return details(task)
      }
      default: return undefined
    }
  }

  function failures(limit) {
    const groups = new Map()
    for (const task of [...tasks()].filter((one) => ['failed', 'disabled'].includes(one.status)).sort((a, b) => (a.updated < b.updated ? 1 : -1))) {
      const { note = '' } = card(task)
      const kind = `${task.family} ${note.replace(/\d+/g, '#')}`
      const group = groups.get(kind) ?? { family: task.family, cause: note, kind, count: 0, disabled: 0, held: new Set(), last: task.updated, workers: [], tasks: [] }
      groups.set(kind, group)
      group.count++
      if (task.status === 'disabled') group.disabled++
      for (const open = [task.id]; open.length > 0; ) {
        const id = open.pop()
        for (const other of tasks()) if (other.status !== 'done' && other.needs.includes(id) && !group.held.has(other.id)) { group.held.add(other.id); open.push(other.id) }
      }
      group.first = task.updated
      if (task.worker) group.workers = [...new Set([...group.workers, task.worker])].slice(0, 10)
      if (group.tasks.length < 3) group.tasks.push(task.id)
    }
    return { groups: [...groups.values()].slice(0, limit).map(({ held, ...group }) => ({ ...group, holdsUp: held.size, holdsUpMore: false })), more: groups.size > limit }
  }

  function throughput(hours) {
    const from = state.world.now - hours * 3_600_000
    const buckets = (ending) => {
      const sums = Array(hours * 12).fill(0)
      for (const one of state.world.attempts) {
        const at = Math.floor((Date.parse(one.ended) - from) / 300_000)
        if (at >= 0 && at < sums.length && (one.ending === 'done') === (ending === 'done')) sums[at]++
      }
      return sums
    }
    return { from: new Date(from).toISOString(), bucketSeconds: 300, done: buckets('done'), failed: buckets('failed'), ...queue(hours) }
  }

  /** As if the server had been started after a sixth of the time. */
  function queue(hours) {
    const known = (of) => Array.from({ length: hours * 12 }, (_, n) => (n < hours * 2 ? null : of(n - hours * 2)))
    const waiting = counts(tasks()).pending ?? 0
    return { pending: known((n) => waiting + Math.round(waiting * Math.max(0, Math.sin(n / 6)))), running: known((n) => 4 + (n % 5)) }
  }

  function runs(id, action, query) {
    const wanted = (run) =>
      (!query.get('status') || query.get('status').split(',').includes(run.status)) &&
      ['family', 'user', 'host'].every((name) => !query.get(name) || run[name] === query.get(name)) &&
      (!query.get('root') || run.roots[0] === query.get('root')) &&
      (!query.get('text') || `${run.worker} ${run.roots}`.toLowerCase().includes(query.get('text').toLowerCase()))
    if (!id) return { runs: state.world.runs.map((one) => one.run).filter(wanted) }
    const found = state.world.runs.find((one) => one.run.id === id)
    if (!found || !action) return found && { ...found.run, criticalPath: criticalPath(found), ...(found.run.ended || !found.bars.length ? {} : { estimate: { seconds: 840, finish: new Date(state.world.now + 840_000).toISOString(), tasks: 33, slots: 16 } }) }
    const [families, workers] = ['family', 'worker'].map((name) => [...new Set(found.bars.map((bar) => bar[name]))])
    const column = (of) => found.bars.map(of)
    return {
      from: found.run.started, families, workers,
      columns: {
        task: column((bar) => bar.task), family: column((bar) => families.indexOf(bar.family)), worker: column((bar) => workers.indexOf(bar.worker)),
        attempt: column((bar) => bar.attempt), start: column((bar) => bar.start), end: column((bar) => bar.end), ending: column((bar) => bar.ending),
      },
    }
  }

  /** From what ended last to what it waited for last, and so on back. */
  function criticalPath({ run, bars }) {
    const path = []
    for (let bar = bars.findLast((one) => one.end !== null); bar && path.length < 40; ) {
      path.unshift({ task: bar.task, family: bar.family, seconds: (bar.end - bar.start) / 1_000, ...(run.ended ? { attempt: bar.attempt, started: new Date(Date.parse(run.started) + bar.start).toISOString() } : {}) })
      const needs = state.world.tasks.get(bar.task)?.needs ?? []
      bar = bars.filter((one) => needs.includes(one.task)).sort((a, b) => b.end - a.end)[0]
    }
    return path
  }

  const tasks = () => state.world.tasks.values()

  function use(name) {
    const wants = [...state.world.tasks.values()].filter((task) => task.resources?.[name])
    const waiting = wants.filter((task) => task.status === 'pending')
    const holders = wants.filter((task) => HELD.includes(task.status)).map((task) => ({ ...card(task), amount: task.resources[name] }))
    return { name, total: 4, used: 4, holders, waiting: waiting.length, waitingTasks: waiting.map(card) }
  }

  function chain(task) {
    const steps = []
    for (let one = task; one; one = state.world.tasks.get(why(one).open?.[0])) steps.push({ ...card(one), why: why(one), ...(why(one).reason === 'missing' ? { outputs: one.outputs } : {}) })
    return { steps, whole: true }
  }

  const held = (id) => [...state.world.tasks.values()].filter((task) => task.worker === id && HELD.includes(task.status))

  function families() {
    const all = Map.groupBy ? Map.groupBy(state.world.tasks.values(), (task) => task.family) : group([...state.world.tasks.values()])
    for (const family of Object.keys(state.world.forms ?? {})) if (!all.has(family)) all.set(family, [])
    return [...all].map(([family, own]) => ({ family, counts: counts(own), startable: formOf(family) !== undefined, ...state.world.about?.[family], ...(own.some((task) => task.status === 'done') ? { expected: 30 + 97 * family.length, lately: { done: counts(own).done, failed: counts(own).failed ?? 0 } } : {}) })).sort((a, b) => (a.family < b.family ? -1 : 1))
  }

  const formOf = (family) => state.world.forms?.[family]

  function form(family) {
    const own = families().find((one) => one.family === family)
    return own && { ...own, workers: own.startable ? ['worker-1'] : [], ...(own.startable ? { parameters: formOf(family) } : {}) }
  }

  function submit({ family, parameters, dryRun }) {
    const whole = Object.fromEntries(formOf(family).flatMap((one) => (parameters[one.name] ?? one.default ? [[one.name, parameters[one.name] ?? one.default]] : [])))
    if (whole.day && !/^\d{4}-\d\d-\d\d$/.test(whole.day)) throw new Refusal(409, `The day of ${family} is not a date: ${whole.day}`)
    const id = `${family}_${Object.values(whole).join('_')}`
    if (dryRun && state.world.planless) throw new Refusal(409, state.world.planless, 'no_planner')
    if (dryRun) {
      const own = { id, family, name: `${family}(${Object.values(whole).join(', ')})` }
      return state.world.plan ?? { task: id, worker: 'worker-1', toRun: 2, done: 1, stuck: 0, families: [{ family, toRun: 1, done: 0 }, { family: 'LoadOrders', toRun: 1, done: 1 }], first: [{ id: 'LoadOrders_1', family: 'LoadOrders', name: `LoadOrders(${whole.day ?? ''})` }, own], obstacles: [] }
    }
    state.world.tasks.set(id, { id, family, parameters: whole, status: 'pending', priority: 0, order: state.world.tasks.size, updated: new Date().toISOString(), attempts: 0, needs: [] })
    tell({ tasks: [id] })
    return { submission: 's1', task: id, worker: 'worker-1', toRun: 2, done: 1 }
  }

  /** Starts at once as many as are allowed; a test lets them end. */
  function backfills(method, id, action, body, query) {
    const all = (state.world.backfills ??= [])
    if (action) {
      const one = all.find((each) => each.id === id)
      one.condition = { pause: 'paused', resume: 'running', stop: 'stopped' }[action]
      return one
    }
    if (method === 'GET') {
      const ended = all.filter((one) => one.endedAt)
      const limit = Number(query.get('limit') ?? 50)
      return { backfills: [...all.filter((one) => !one.endedAt), ...ended.slice(0, limit)], ...(ended.length > limit ? { next: 'older' } : {}) }
    }
    const { family, parameter, values, limit, parameters } = body
    const started = Math.min(limit, values.length)
    for (const value of values.slice(0, started)) submit({ family, parameters: { ...parameters, [parameter]: value } })
    all.unshift({
      id: `b${all.length}`, family, parameter, first: values[0], last: values.at(-1), values: values.length, limit, user: 'local', begun: new Date().toISOString(),
      condition: 'running', started, ended: 0, failed: 0, refused: 0, toRun: 2 * started, refusals: [],
    })
    return all[0]
  }

  const time = (text) => (text.startsWith('P') ? new Date(state.world.now - { PT1H: 3_600_000, PT24H: 86_400_000, P7D: 7 * 86_400_000 }[text]).toISOString() : text)
  const mentions = (task, word) => [task.id, task.family, ...Object.entries(task.parameters).flatMap(([name, value]) => [value, `${name}=${value}`])].some((text) => text.toLowerCase().includes(word))

  function fits(task, filter) {
    return (
      (!filter.status?.length || filter.status.includes(task.status)) &&
      (!filter.family || filter.family === task.family) &&
      (!filter.worker || filter.worker === task.worker) &&
      (!filter.user || filter.user === task.user) &&
      (!filter.cause || (card(task).note ?? '').replace(/\d+/g, '#') === filter.cause.replace(/\d+/g, '#')) &&
      (!filter.ids || filter.ids.includes(task.id)) &&
      (!filter.from || task.updated >= time(filter.from)) && (!filter.until || task.updated < time(filter.until)) &&
      (filter.text ?? '').split(/[\s,()]+/).every((word) => mentions(task, word.toLowerCase()))
    )
  }

  function page(query) {
    const filter = { status: query.get('status')?.split(','), family: query.get('family'), worker: query.get('worker'), user: query.get('user'), cause: query.get('cause'), ids: query.get('id') ? [query.get('id')] : undefined, text: query.get('text'), from: query.get('from'), until: query.get('until') }
    const found = [...state.world.tasks.values()].filter((task) => fits(task, filter))
    const sort = query.get('sort') ?? 'newest'
    if (sort === 'newest') found.reverse()
    if (sort === 'updated') found.sort((a, b) => (a.updated < b.updated ? 1 : -1))
    if (sort === 'priority') found.sort((a, b) => b.priority - a.priority)
    const from = Number(query.get('after') ?? 0)
    const until = from + Number(query.get('limit') ?? 100)
    return { tasks: found.slice(from, until).map(card), ...(until < found.length ? { next: String(until) } : {}) }
  }

  function many({ action, filter, dryRun }) {
    const found = [...state.world.tasks.values()].filter((task) => fits(task, filter))
    if (!dryRun) for (const task of found) change(task, AFTER[action])
    if (!dryRun) tell({ tasks: found.slice(0, 200).map((task) => task.id), everything: found.length > 200 })
    return { matching: found.length, changed: dryRun ? 0 : found.length, more: false }
  }

  function invalidate(task, { downstream, dryRun, deleteOutputs }) {
    const meant = downstream ? graph(task, new URLSearchParams({ direction: 'dependants' })).tasks.map((one) => state.world.tasks.get(one.id)) : [task]
    const found = meant.filter((one) => ['done', 'failed'].includes(one.status))
    if (!dryRun) for (const one of found) change(one, 'pending')
    if (!dryRun) tell({ tasks: found.map((one) => one.id) })
    return { matching: found.length, changed: dryRun ? 0 : found.length, tasks: found.map((one) => one.id), running: meant.filter((one) => one.status === 'running').map((one) => one.id), ...(deleteOutputs ? { outputs: { deleted: found.length - 1, kept: [found[0].id], error: 'The disk is read-only' } } : {}) }
  }

  function change(task, status) {
    task.status = status
    task.updated = new Date().toISOString()
    delete task.due
  }

  const dependants = (id) => [...state.world.tasks.values()].filter((task) => task.needs.includes(id))
  const neighbour = (id) => {
    const { family, parameters, status } = state.world.tasks.get(id) ?? {}
    return { id, family, parameters, status }
  }

  function details(task) {
    const down = dependants(task.id)
    return {
      ...card(task), explanation: task.explanation, message: task.message, trackingUrl: task.trackingUrl,
      heard: task.updated, announced: true, runnable: task.runnable ?? true, acceptsMessages: task.acceptsMessages ?? false, resources: task.resources ?? {},
      retry: { rule: 'windowed', failures: 4, windowSeconds: 3600 }, able: task.able ?? [], stakeholders: [], why: why(task),
      ...(task.batch ? { batch: task.batch } : {}), ...(task.outputs ? { outputs: task.outputs } : {}),
      dependencyCount: task.needs.length, dependencies: task.needs.map((id) => ({ ...neighbour(id), kind: 'hard' })),
      dependantCount: down.length, dependants: down.map((one) => neighbour(one.id)),
    }
  }

  function why(task) {
    const open = task.needs.filter((id) => state.world.tasks.get(id)?.status !== 'done')
    const text = 'The server says why.'
    switch (task.status) {
      case 'done': return { reason: 'done', text: 'It is done.' }
      case 'running': return { reason: 'running', text, worker: task.worker, attempt: 1, since: task.since }
      case 'batch_running': return { reason: 'running', text, worker: task.worker, attempt: 1, since: task.since }
      case 'parked': return { reason: 'parked', text, worker: task.worker, open }
      case 'failed': return task.due ? { reason: 'retrying', text, at: task.due } : { reason: 'failed', text, error: task.explanation }
      case 'disabled': return { reason: 'disabled', text: 'It is disabled until somebody enables it.' }
      case 'unknown': return { reason: 'unannounced', text: 'Other tasks need it, and no worker has announced it.' }
      default: break
    }
    if (task.runnable === false) return { reason: 'missing', text: 'It is not there, and no worker can make it.' }
    if (open.length > 0) return { reason: 'waiting', text, open }
    const short = Object.keys(task.resources ?? {}).map((name) => ({ resource: name, needed: 1, used: 4, total: 4 }))
    return short.length > 0 ? { reason: 'scarce', text, shortages: short } : { reason: 'ready', text: 'It is next in line.' }
  }

  function graph(task, query) {
    const most = Number(query.get('limit') ?? 1000)
    const direction = query.get('direction') ?? 'both'
    const below = new Map()
    for (const one of state.world.tasks.values()) for (const id of one.needs) below.set(id, [...(below.get(id) ?? []), one.id])
    const seen = new Map([[task.id, task]])
    const walk = (id, next) => {
      const open = [id]
      while (open.length > 0) {
        for (const other of next(open.shift())) {
          if (seen.size >= most || seen.has(other) || !state.world.tasks.has(other)) continue
          seen.set(other, state.world.tasks.get(other))
          open.push(other)
        }
      }
    }
    if (direction !== 'dependants') walk(task.id, (id) => state.world.tasks.get(id).needs)
    if (direction !== 'dependencies') walk(task.id, (id) => below.get(id) ?? [])
    const edges = [...seen.values()].flatMap((one) => one.needs.filter((id) => seen.has(id)).map((needs) => ({ task: one.id, needs, kind: 'hard' })))
    return { tasks: [...seen.values()].map(card), edges, cut: seen.size >= most }
  }

  function tell(notice) {
    for (const stream of streams) notify(stream, { tasks: [], workers: [], everything: false, general: false, ...notice })
  }

  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  // A test that fails leaves its server open; that must not keep the process.
  server.unref()
  return {
    url: `http://127.0.0.1:${server.address().port}/ui/`,
    state, calls, requests, followers, tell, write, followed, endLogs,
    close() { server.closeAllConnections(); server.close() },
  }
}

function notify(stream, notice) {
  event(stream, 'change', notice)
}

function event(stream, name, data) {
  stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}

function card(task) {
  const { needs, order, explanation, message, trackingUrl, resources, batch, acceptsMessages, disabledAt, outputs, runnable, able, ...rest } = task
  const over = ['failed', 'disabled'].includes(task.status)
  const note = over && explanation ? cause(explanation) : message
  return note ? { ...rest, note } : rest
}

function cause(error) {
  const lines = error.split('\n').filter((line) => line.trim())
  const caused = lines.findLast((line) => line.startsWith('Caused by: '))
  return (caused?.slice(11) ?? lines.findLast((line) => !/^\s/.test(line)) ?? '').slice(0, 200)
}

class Refusal extends Error {
  constructor(status, message, code) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A part of a log, which is sent as it is. */
class Log {
  constructor(text, offset, limit) {
    const bytes = Buffer.from(text)
    const isRest = (at) => at > 0 && at < bytes.length && (bytes[at] & 0xc0) === 0x80
    let from = offset < 0 ? Math.max(0, bytes.length + offset) : offset
    this.next = Math.min(bytes.length, from + limit)
    // No half characters.
    while (isRest(from)) from++
    while (isRest(this.next)) this.next--
    this.part = bytes.subarray(from, this.next)
    this.length = bytes.length
  }

  send(response) {
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8', 'Stillson-Next': this.next, 'Stillson-Length': this.length }).end(this.part)
  }
}

/** The lines of a log in plain letters with a text. */
function searched(log, text, from) {
  const lines = []
  let offset = 0
  for (const line of log.split('\n')) {
    if (offset >= from && line.toLowerCase().includes(text)) lines.push({ offset, text: line.slice(0, 400) })
    offset += Buffer.byteLength(line) + 1
  }
  return { lines: lines.slice(0, 100), ...(lines.length > 100 && { next: lines[100].offset }) }
}

function counts(tasks) {
  const sums = {}
  for (const task of tasks) sums[task.status] = (sums[task.status] ?? 0) + 1
  return sums
}

function group(tasks) {
  const all = new Map()
  for (const task of tasks) all.set(task.family, [...(all.get(task.family) ?? []), task])
  return all
}

function json(response, value) {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}

function refuse(response, status, message, code = 'refused') {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: { code, message } }))
}

async function text(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}
