// Who is judged. This one is empty: it asks its channels whether they want to read or write, and never serves anybody.
// Replace all of it by your own; where yours has other names, give them these.

package main

import "errors"

// ErrExitNow ends the loop when a handler returns it.
var ErrExitNow = errors.New("ExitNow")

// Socket is a descriptor; -1 once it is closed.
type Socket struct{ FD int }

// Handler is what a channel overrides. An error that a method returns is what the original raises.
type Handler interface {
	Readable() (bool, error)
	Writable() (bool, error)
	HandleConnect() error
	HandleAccept() error
	HandleAccepted(*Socket, *Address) error
	HandleRead() error
	HandleWrite() error
	HandleExpt() error
	HandleClose() error
	HandleError(error) error
}

// Map holds channels in the order in which they came.
type Map struct{ Channels []Handler }

// GlobalMap is where channels are that were given no other map.
var GlobalMap = &Map{}

func (held *Map) remove(channel Handler) {
	for index, each := range held.Channels {
		if each == channel {
			held.Channels = append(held.Channels[:index:index], held.Channels[index+1:]...)
			return
		}
	}
}

// Dispatcher is embedded by whatever wants to be a channel.
type Dispatcher struct {
	Connected, Accepting, Connecting, Closing, Debug bool

	Addr   *Address
	Socket *Socket
	self   Handler
	in     *Map
}

// Init constructs: `self` is who embeds the dispatcher and is told of events.
func (d *Dispatcher) Init(self Handler, socket *Socket, in *Map) error {
	d.self, d.Socket, d.in = self, socket, in
	if in == nil {
		d.in = GlobalMap
	}
	return nil
}

// CreateSocket puts the channel in its map, and makes no socket.
func (d *Dispatcher) CreateSocket(family, kind string) error {
	d.in.remove(d.self)
	d.in.Channels = append(d.in.Channels, d.self)
	return nil
}

func (d *Dispatcher) SetReuseAddr() error                { return nil }
func (d *Dispatcher) Bind(*Address) error                { return nil }
func (d *Dispatcher) Listen(backlog int) error           { return nil }
func (d *Dispatcher) Connect(*Address) error             { return nil }
func (d *Dispatcher) Accept() (*Socket, *Address, error) { return nil, nil, nil }
func (d *Dispatcher) Send(data []byte) (int, error)      { return 0, nil }
func (d *Dispatcher) Recv(size int) ([]byte, error)      { return nil, nil }

func (d *Dispatcher) Close() error {
	d.in.remove(d.self)
	return nil
}

func (d *Dispatcher) Readable() (bool, error)                { return true, nil }
func (d *Dispatcher) Writable() (bool, error)                { return true, nil }
func (d *Dispatcher) HandleConnect() error                   { return nil }
func (d *Dispatcher) HandleAccept() error                    { return nil }
func (d *Dispatcher) HandleAccepted(*Socket, *Address) error { return nil }
func (d *Dispatcher) HandleRead() error                      { return nil }
func (d *Dispatcher) HandleWrite() error                     { return nil }
func (d *Dispatcher) HandleExpt() error                      { return nil }
func (d *Dispatcher) HandleClose() error                     { return nil }
func (d *Dispatcher) HandleError(error) error                { return nil }

// Poll is one pass over `channels`; it waits at most `timeout` seconds, nil without limit.
func Poll(timeout *float64, channels *Map) error {
	for _, channel := range append([]Handler{}, channels.Channels...) {
		if _, err := channel.Readable(); err != nil {
			return err
		}
		if _, err := channel.Writable(); err != nil {
			return err
		}
	}
	return nil
}

// Loop makes passes while there are channels, at most `count` of them; nil is no limit.
func Loop(timeout *float64, channels *Map, count *int) error {
	for passes := 0; len(channels.Channels) > 0 && (count == nil || passes < *count); passes++ {
		if err := Poll(timeout, channels); err != nil {
			return err
		}
	}
	return nil
}
