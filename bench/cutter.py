"""A proxy that loses requests, answers and halves of both, and always the connection with them."""
import random, socket, struct, threading


class Cutter:
    """Listens on a free port of this machine and passes on to another; cuts one piece in 1 / share."""

    def __init__(self, port, share, seed):
        self.to, self.share, self.seed, self.cuts, self.connections = port, share, seed, 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            self.connections += 1
            threading.Thread(target=self.connect, args=(client, random.Random("%d %d" % (self.seed, self.connections))), daemon=True).start()

    def connect(self, client, chance):
        try:
            server = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            reset(client)
            return
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self.pump, args=(client, server, chance), daemon=True).start()
        self.pump(server, client, random.Random(chance.random()))

    def pump(self, source, sink, chance):
        try:
            while piece := source.recv(65536):
                if chance.random() < self.share:
                    self.cuts += 1
                    sink.sendall(piece[:chance.choice((0, len(piece) // 2, len(piece)))])
                    break
                sink.sendall(piece)
            else:
                sink.shutdown(socket.SHUT_WR)
                return
        except OSError:
            pass
        reset(source)
        reset(sink)


def reset(connection):
    """Ends a connection as a lost one ends, not as one that is over: Luigi's client takes half an answer for a whole one if that ended well."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)  # wakes whoever reads; an open read would keep the connection
    except OSError:
        pass
    connection.close()
