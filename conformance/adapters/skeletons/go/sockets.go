// Sockets without asyncore, as the system has them: the program's own, which wait. Leave it as it is.
// Knows system calls; knows nothing of plays.

package main

import (
	"net"
	"syscall"
)

func inet4(where *Address) (*syscall.SockaddrInet4, error) {
	parts := net.ParseIP(where.Host).To4()
	if parts == nil {
		return nil, &Raised{Kind: "name-resolution"}
	}
	to := &syscall.SockaddrInet4{Port: where.Port}
	copy(to.Addr[:], parts)
	return to, nil
}

// localOf is where a socket is, or nil while it is nowhere.
func localOf(socket *Socket) *Address {
	if socket == nil {
		return nil
	}
	local, err := syscall.Getsockname(socket.FD)
	where, isInet4 := local.(*syscall.SockaddrInet4)
	if err != nil || !isInet4 || where.Port == 0 {
		return nil
	}
	return &Address{net.IP(where.Addr[:]).String(), where.Port}
}

func newSocket() (*Socket, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	return &Socket{fd}, err
}

func (socket *Socket) bind(where *Address) error {
	to, err := inet4(where)
	if err != nil {
		return err
	}
	return syscall.Bind(socket.FD, to)
}

func (socket *Socket) connect(where *Address) error {
	to, err := inet4(where)
	if err != nil {
		return err
	}
	return syscall.Connect(socket.FD, to)
}

func (socket *Socket) recv(size int, urgent bool) ([]byte, error) {
	flags := 0
	if urgent {
		flags = syscall.MSG_OOB
	}
	data := make([]byte, size)
	taken, _, err := syscall.Recvfrom(socket.FD, data, flags)
	if err != nil {
		return nil, err
	}
	return data[:taken], nil
}

func (socket *Socket) close() error {
	fd := socket.FD
	if fd == -1 {
		return nil
	}
	socket.FD = -1
	return syscall.Close(fd)
}
