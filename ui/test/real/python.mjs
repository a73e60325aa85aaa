// What an unmodified Luigi worker says to its scheduler, said by a walk.
import assert from 'node:assert/strict'

/** A worker called `worker` that tells `info` of itself and speaks to the server at `address`. */
export async function pythonWorker(address, worker, info) {
  async function call(method, values) {
    const answer = await fetch(`${address}/api/${method}`, {
      method: 'POST', body: new URLSearchParams({ data: JSON.stringify(values) }),
    })
    const text = await answer.text()
    assert.equal(answer.status, 200, `${method}: ${text}`)
    return JSON.parse(text).response
  }
  /** As Luigi's client does, which sends what it leaves out as its default. */
  const tell = (task, status, more = {}) =>
    call('add_task', {
      worker, task_id: task.id, status, runnable: true, deps: null, new_deps: null, expl: null, resources: {}, priority: 0, family: task.family, module: task.family.toLowerCase(),
      params: task.params, param_visibilities: Object.fromEntries(Object.keys(task.params).map((name) => [name, 0])), accepts_messages: false, assistant: false, tracking_url: null,
      batchable: false, batch_id: null, owners: null, retry_policy_dict: { retry_count: null, disable_hard_timeout: null, disable_window: null }, ...more,
    })
  await call('add_worker', { worker, info: Object.entries(info) })
  return {
    announce: (task, more) => tell(task, 'PENDING', more),
    work: () => call('get_work', { worker, host: info.host, assistant: false, current_tasks: [] }),
    say: (task, text) => call('set_task_status_message', { task_id: task.id, status_message: text }),
    progress: (task, percentage) => call('set_task_progress_percentage', { task_id: task.id, progress_percentage: percentage }),
    watch: (task, url) => call('add_task', { task_id: task.id, worker, status: 'RUNNING', tracking_url: url }),
    ping: async () => (await call('ping', { worker })).rpc_messages,
    respond: (task, message, response) => call('add_scheduler_message_response', { task_id: task.id, message_id: message, response }),
    done: (task) => tell(task, 'DONE', { runnable: null, expl: 'null', new_deps: [] }),
    failed: (task, traceback) => tell(task, 'FAILED', { runnable: null, expl: JSON.stringify(traceback), new_deps: [] }),
  }
}
