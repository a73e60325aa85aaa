// Tasks, workers and resources such as a server has, made from a seed.

export const HOSTILE = [
  '<img src=x onerror="window.hurt=1">',
  '</script><script>window.hurt=1</script>',
  'javascript:window.hurt=1',
  '"><svg onload=window.hurt=1>',
  '\u202Egnp.exe \u001b[31mred\u001b[0m \u0000',
]

const MINUTE = 60_000
const iso = (ms) => new Date(ms).toISOString()

function random(seed) {
  let state = seed
  return () => ((state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296)
}

const TRACEBACK = `Traceback (most recent call last):
  File "worker.py", line 191, in run
    new_deps = self._run_get_new_deps()
  File "export.py", line 48, in run
    connection = connect(host='warehouse.internal')
ConnectionError: could not connect to warehouse.internal:5432: connection refused after 3 tries`

const JAVA = `java.lang.IllegalStateException: The export could not be written
\tat com.example.Export.run(Export.java:31)
\tat dev.stillson.worker.Run.call(Run.java:88)
Caused by: java.nio.file.FileSystemException: /data/out/part-3: No space left on device
\tat java.base/sun.nio.fs.UnixException.translate(UnixException.java:100)
\t... 12 more`

/** A night: exports of a hundred days and what is made of them, some failed, some running. */
export function night(now = Date.now()) {
  const world = empty(now)
  const chance = random(7)
  const add = (family, parameters, status, more = {}) => {
    const id = more.id ?? `${family}_${Object.values(parameters).join('_')}_${(world.tasks.size + 4096).toString(16)}`
    const started = ['running', 'failed', 'done', 'parked', 'batch_running'].includes(status)
    world.tasks.set(id, {
      id, family, parameters, status, priority: 0, order: world.tasks.size,
      updated: iso(now - Math.floor(chance() * 200) * MINUTE), attempts: started ? 1 + Math.floor(chance() * 3) : 0,
      ...(started ? { worker: `worker-${1 + Math.floor(chance() * 4)}`, since: iso(now - Math.floor(1 + chance() * 40) * MINUTE) } : {}),
      needs: [], ...more,
    })
    return id
  }
  const days = Array.from({ length: 100 }, (_, i) => iso(now - (100 - i) * 1440 * MINUTE).slice(0, 10))
  const stats = []
  days.forEach((day, i) => {
    // A day that nobody ran.
    if (i === 94) return
    const failed = i >= 60 && i < 83
    const full = i === 90 || i === 91
    const raw = add('ExportOrders', { day, source: 'warehouse' }, failed || full ? 'failed' : i < 97 ? 'done' : 'running', {
      ...(failed ? { explanation: TRACEBACK, due: iso(now + 12 * MINUTE) } : full ? { explanation: JAVA } : {}),
      outputs: [`/data/orders/${day}/warehouse.csv.gz`],
      ...(i >= 97 ? { percentage: 20 + (i - 97) * 31, message: `row ${i * 21_300} of 2,900,000` } : {}),
    })
    const broken = failed || full || i >= 97
    stats.push(add('DailyStatistics', { day }, broken ? 'pending' : 'done', { needs: [raw] }))
  })
  const report = add('MonthlyReport', { month: days.at(-1).slice(0, 7), country: 'ZA' }, 'pending', { needs: stats.slice(-30), priority: 10 })
  add('MailReport', { to: 'finance' }, 'pending', { needs: [report] })
  for (let i = 0; i < 6; i++) {
    add('LoadCustomers', { shard: String(i) }, i < 4 ? 'running' : 'pending', i < 4 ? { percentage: i * 25 || undefined, message: 'copying', user: 'thandi', resources: { warehouse: 1 }, acceptsMessages: true } : { resources: { warehouse: 1 } })
  }
  add('Reindex', { index: 'orders-v7' }, 'parked', { message: 'waits for the exports it found', needs: stats.slice(-3) })
  add('TrainForecast', { horizon: '30', model: 'prophet' }, 'disabled', { explanation: 'MemoryError: 48 GB wanted', disabledAt: iso(now - 90 * MINUTE) })
  add('ArchiveBatch', { part: 'a' }, 'batch_running', { batch: 'b1' })
  add('', {}, 'unknown', { id: 'LegacyImport_2019_ab12cd34ef' })
  for (let i = 1; i <= 4; i++) worker(world, `worker-${i}`, { slots: 4 })
  worker(world, 'worker-old', { slots: 2, disabled: true, lastActive: iso(now - 3 * MINUTE) })
  world.resources = [{ name: 'warehouse', total: 4, used: 4 }, { name: 'gpu', total: 2, used: 0 }]
  for (const task of world.tasks.values()) {
    for (let n = 1; n <= task.attempts; n++) {
      if (task.status === 'running' && n === task.attempts) continue
      const ended = now - Math.floor((task.attempts - n + 1 + chance() ** 2 * 20) * 17 * MINUTE)
      world.attempts.push({
        task: task.id, family: task.family, parameters: task.parameters, attempt: n, worker: task.worker, host: 'batch01',
        started: iso(ended - Math.floor(chance() * 400_000)), ended: iso(ended),
        ending: task.status === 'done' && n === task.attempts ? 'done' : 'failed',
        ...(task.status === 'failed' ? { explanation: task.explanation } : {}),
      })
    }
  }
  world.attempts.sort((a, b) => (a.ended < b.ended ? 1 : -1))
  world.audit.push({ at: iso(now - 40 * MINUTE), who: 'thandi', action: 'retry', subject: report, detail: 'now pending, from 127.0.0.1' })
  const all = [...world.tasks.values()]
  const below = all.filter((task) => ['ExportOrders', 'DailyStatistics', 'MonthlyReport', 'MailReport'].includes(task.family))
  const ofReport = below.filter((task) => task.family !== 'ExportOrders').concat(below.filter((task) => task.family === 'ExportOrders')).sort((a, b) => a.order - b.order)
  ran(world, '9c1e', report, 'MonthlyReport', ofReport, now - 95 * MINUTE)
  const well = ofReport.map((task) => ({ ...task, status: 'done' }))
  ran(world, '7b20', report, 'MonthlyReport', well, now - 1530 * MINUTE, { status: 'done', ended: iso(now - 1440 * MINUTE), pace: 0.6 })
  ran(world, '55aa', 'TrainForecast_30_prophet', 'TrainForecast', [], now - 4000 * MINUTE, { status: 'lost', ended: iso(now - 3990 * MINUTE), kind: 'luigi' })
  const parameter = (name, form, example, help, more = {}) => ({ name, form, example, required: true, help, choices: [], hidden: false, ...more })
  world.forms = {
    ExportOrders: [
      parameter('day', 'a date', '2026-11-20', 'The day whose orders are exported.'),
      parameter('source', 'a text', 'warehouse', 'The database they are read from.', { required: false, default: 'warehouse' }),
      parameter('format', 'one of csv, parquet', 'csv', '', { required: false, default: 'csv', choices: ['csv', 'parquet'] }),
      parameter('password', 'a text', '', 'For the database.', { required: false, hidden: true }),
    ],
    NewReport: [],
  }
  world.about = { ExportOrders: { help: 'Writes the orders of a day for the shops, which read them at six in the morning: late is as bad as never.', owners: ['orders@example.com', 'Thandi, 555 0100'] } }
  return world
}

/** Lets a run of `root` of `family` have done what there is of `tasks`: over eight slots, nothing before what it needs. */
export function ran(world, id, root, family, tasks, started, more = {}) {
  const chance = random(23)
  const free = Array.from({ length: 8 }, (_, slot) => ({ worker: `worker-${1 + (slot % 4)}`, at: 0 }))
  const ends = new Map()
  const bars = []
  for (const task of tasks) {
    const ready = Math.max(0, ...task.needs.map((need) => ends.get(need) ?? 0))
    if (['pending', 'disabled', 'unknown'].includes(task.status) || task.needs.some((need) => !Number.isFinite(ends.get(need) ?? 0))) {
      ends.set(task.id, Infinity)
      continue
    }
    const slot = free.reduce((a, b) => (a.at <= b.at ? a : b))
    const start = Math.max(ready, slot.at) + Math.floor(chance() * 400)
    const end = start + Math.floor((20 + chance() ** 3 * 700) * 1000 * (more.pace ?? 1))
    slot.at = end
    ends.set(task.id, task.status === 'failed' ? Infinity : end)
    const open = ['running', 'parked', 'batch_running'].includes(task.status) && !more.ended
    bars.push({ task: task.id, family: task.family, worker: slot.worker, attempt: 1, start, end: open ? null : end, ending: open ? task.status : task.status === 'failed' ? 'failed' : 'done' })
  }
  const of = (...statuses) => tasks.filter((task) => statuses.includes(task.status)).length
  const counts = { total: tasks.length, done: of('done'), doneBefore: 3, failed: of('failed', 'disabled'), running: of('running'), notRun: of('pending', 'unknown') }
  const { pace, ...fields } = more
  world.runs.push({
    run: { id, worker: `Worker(salt=${id}, host=batch01)`, kind: 'run', status: 'running', roots: [root], family, user: 'thandi', host: 'batch01', code: 'a1f09c7', started: iso(started), counts, ...fields },
    bars,
  })
}

/** Everything that people can name is named by somebody who means ill. */
export function hostile(now = Date.now()) {
  const world = empty(now)
  HOSTILE.forEach((text, i) => {
    const id = `${text}${i}`
    for (const status of ['failed', 'running', 'pending', 'disabled']) {
      world.tasks.set(`${id}${status}`, {
        id: `${id}${status}`, family: text, parameters: { [text]: text }, status, priority: 0, order: world.tasks.size,
        updated: iso(now), attempts: 1, worker: text, since: iso(now), explanation: text, message: text, trackingUrl: text,
        needs: [...world.tasks.keys()].slice(-2), resources: { [text]: 1 }, batch: text, acceptsMessages: true, outputs: [text, `/data/${text}`],
      })
    }
    worker(world, text, { host: text, labels: { [text]: text }, info: { [text]: text } })
    world.forms = { ...world.forms, [text]: [{ name: text, form: text, example: text, required: true, help: text, choices: i % 2 ? [text] : [], hidden: false, default: text }] }
    world.about = { ...world.about, [text]: { help: text, owners: [text, text] } }
    world.resources.push({ name: text, total: 1, used: 1 })
    world.attempts.push({ task: `${id}failed`, family: text, parameters: { [text]: text }, attempt: 1, worker: text, host: text, started: iso(now - 9), ended: iso(now - i), ending: text, explanation: text })
    world.runs.push({
      run: { id: `r${i}`, worker: text, kind: text, status: i % 2 ? 'running' : 'failed', roots: [text], family: text, user: text, host: text, code: text, started: iso(now - 60_000 + i), ...(i % 2 ? {} : { ended: iso(now) }), counts: { total: 1, done: 0, doneBefore: 0, failed: 1, running: 0, notRun: 0 } },
      bars: [{ task: `${id}failed`, family: text, worker: text, attempt: 1, start: 0, end: 9_000, ending: text }],
    })
    world.audit.push({ at: iso(now - i), who: text, action: text, subject: text, detail: text })
  })
  return world
}

/** Many tasks in layers, each with three needs in the layer above. */
export function many(size, layers = 100, now = Date.now()) {
  const world = empty(now)
  const chance = random(11)
  const wide = Math.ceil(size / layers)
  const statuses = ['done', 'done', 'done', 'running', 'pending', 'pending', 'pending', 'failed']
  for (let i = 0; i < size; i++) {
    const layer = Math.floor(i / wide)
    const needs = layer === 0 ? [] : [0, 1, 2].map(() => `Step_${(layer - 1) * wide + Math.floor(chance() * wide)}`)
    const status = statuses[Math.min(7, Math.floor((layer / layers) * 5 + chance() * 3))]
    world.tasks.set(`Step_${i}`, {
      id: `Step_${i}`, family: `Step${layer % 12}`, parameters: { n: String(i), layer: String(layer) }, status, priority: 0, order: i,
      updated: iso(now - i), attempts: 1, needs: [...new Set(needs)],
      ...(status === 'failed' ? { explanation: `ValueError: ${i} is not a number` } : {}),
    })
  }
  worker(world, 'worker-1', {})
  return world
}

export function empty(now = Date.now()) {
  return { now, tasks: new Map(), workers: new Map(), resources: [], attempts: [], audit: [], runs: [], paused: false, session: { name: 'local', role: 'admin' } }
}

function worker(world, id, more) {
  world.workers.set(id, {
    id, host: `batch0${world.workers.size + 1}`, slots: 4, disabled: false, registered: true, started: iso(world.now - 3000 * MINUTE),
    lastActive: iso(world.now), unreadMessages: 0, labels: { zone: 'a' }, info: { version: '0.1.0', python: '3.11', user: 'thandi' }, ...more,
  })
}
