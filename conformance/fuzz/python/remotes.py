# ---- The remotes: the other ends of the wires, in this same process. They never block.

HOST, FOLDER = "127.0.0.1", tempfile.mkdtemp()
FAMILIES = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "unix": socket.AF_UNIX}
OPENED = {"read": os.O_RDONLY, "write": os.O_WRONLY}
remotes, fillers, paths = {}, [], {}


def tidy_up():
    shutil.rmtree(FOLDER, True)


def fill(below):
    """Takes every free descriptor below a number, so that a closed one is what the next socket gets."""
    number = os.open(os.devnull, os.O_RDONLY)
    while number < below:
        fillers.append(number)
        number = os.open(os.devnull, os.O_RDONLY)
    os.close(number)


def aside(sock):
    """The remotes of a program have descriptors of their own: out of the way of those asyncore gets."""
    if str is bytes:
        return sock  # 2.7 cannot move a socket
    moved = socket.socket(sock.family, sock.type, fileno=fcntl.fcntl(sock.fileno(), fcntl.F_DUPFD, 200))
    sock.close()
    return moved


def saw(look):
    try:
        return look()
    except socket.error as error:
        return "nothing yet" if error.args[0] in (errno.EAGAIN, errno.EINPROGRESS) else raised(error)


def there(peer):
    if peer not in remotes:
        raise system_error("EBADF")
    return remotes[peer]


def remote(peer, sock, family):
    sock = remotes[peer] = aside(sock)
    sock.setblocking(False)
    if family != "unix":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST if family == "inet" else "::1", 0))
        places.append((peer, sock.getsockname()[:2]))
    return sock


def listen(peer, family="inet", listening=True):
    sock = remote(peer, socket.socket(FAMILIES[family]), family)
    if family == "unix":
        sock.bind(os.path.join(FOLDER, peer))
        places.append((peer, sock.getsockname()))
    if listening:
        sock.listen(16)


def exchange(peer, family="inet"):
    remote(peer, socket.socket(FAMILIES[family], socket.SOCK_DGRAM), family)


def buffer(peer, receive=None, send=None):
    for option, size in ((socket.SO_RCVBUF, receive), (socket.SO_SNDBUF, send)):
        if size is not None:
            there(peer).setsockopt(socket.SOL_SOCKET, option, size)


def accept(peer, wire):
    def look():
        sock = remotes[wire] = aside(there(peer).accept()[0])
        sock.setblocking(False)
        return "a connection"
    return saw(look)


def connect(peer, to, family="inet"):
    sock = remote(peer, socket.socket(FAMILIES[family]), family)
    code = sock.connect_ex(to)
    if code == errno.EINPROGRESS:
        select.select([], [sock], [], 0)
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    return errno.errorcode[code] if code else "a connection"


def send(peer, data, to=None):
    def look():
        if peer in paths:
            os.write(there(peer), data)
        elif to is not None:
            there(peer).sendto(data, to)
        else:
            there(peer).send(data)
    return saw(look)


def recv(peer):
    def look():
        if peer in paths:
            return os.read(there(peer), 65536) or "nothing yet"
        received = there(peer).recv(65536)
        if there(peer).getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_DGRAM:
            return received  # each is a whole, also an empty one
        try:
            while received:
                more = there(peer).recv(65536)
                if not more:
                    break
                received += more
        except socket.error:
            pass
        return received or "the end"
    return saw(look)


def urgent(peer, data):
    return saw(lambda: there(peer).send(data, socket.MSG_OOB) and None)


def shutdown(peer):
    return saw(lambda: there(peer).shutdown(socket.SHUT_WR))


def close(peer):
    def look():
        sock = there(peer)
        del remotes[peer]
        return os.close(sock) if peer in paths else sock.close()
    return saw(look)


def reset(peer):
    def look():
        there(peer).setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        remotes.pop(peer).close()
    return saw(look)


def pipe(peer, direction):
    paths[peer] = os.path.join(FOLDER, peer)
    os.mkfifo(paths[peer])
    reader = os.open(paths[peer], os.O_RDONLY | os.O_NONBLOCK)
    remotes[peer] = reader if direction == "from-program" else os.open(paths[peer], os.O_WRONLY | os.O_NONBLOCK)


def open_file(peer, mode):
    number = os.open(paths[peer], OPENED[mode] | os.O_NONBLOCK)
    fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) & ~os.O_NONBLOCK)
    return number


def located(channel, call):
    """Makes a call that may give a channel an address, and remembers that by the channel's name."""
    try:
        return call()
    finally:
        try:
            where = channel.socket.getsockname()
            places.append((shown(channel), where[:2] if isinstance(where, tuple) else where))
        except Exception:
            pass


def at(word, holder=None):
    """Where a remote or a channel is."""
    return dict(places).get(word) or (getattr(holder, "socket", None) or holder).getsockname()
