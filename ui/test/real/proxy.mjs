// A reverse proxy as people have it: it asks the server by the server's own name, whatever name the browser used.
import { createServer, request } from 'node:http'

/** Passes everything on to the server at `address`; resolves to the proxy's port and a way to end it. */
export async function proxyTo(address) {
  const { hostname, port } = new URL(address)
  const proxy = createServer((incoming, answer) => {
    const { host, ...headers } = incoming.headers
    const outgoing = request({ hostname, port, path: incoming.url, method: incoming.method, headers: { ...headers, host: `${hostname}:${port}` } }, (reply) => {
      answer.writeHead(reply.statusCode, reply.headers)
      reply.pipe(answer)
    })
    outgoing.on('error', () => answer.destroy())
    answer.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  })
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening))
  return {
    port: proxy.address().port,
    close() {
      proxy.close()
      proxy.closeAllConnections()
    },
  }
}
