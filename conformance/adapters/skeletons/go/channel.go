// Channels that record: each event is an observation, then its next reaction is followed (rules 2, 3 and 8).
// Leave it as it is. Knows nothing of what an action does.

package main

import (
	"os"
	"strings"
	"syscall"
)

// Channel is a dispatcher whose events are recorded.
type Channel struct {
	Dispatcher
	play *Play
	name string
}

// The events that Channel overrides below.
var recorded = map[string]bool{"readable": true, "writable": true, "handle_connect": true, "handle_accept": true,
	"handle_accepted": true, "handle_read": true, "handle_write": true, "handle_expt": true, "handle_close": true,
	"handle_error": true}

func (c *Channel) event(event string, own func() (any, error), given ...any) (any, error) {
	observation := Observation{"kind": "event", "event": event, "of": c.name}
	shown := []any{}
	for _, value := range given {
		shown = append(shown, c.play.show(value))
	}
	if len(shown) > 0 {
		observation["args"] = shown
	}
	return c.play.record(observation, event, func() (any, error) {
		c.play.calls[c.name+"."+event]++
		queue := c.play.reactions[c.name][event]
		if len(queue) == 0 {
			return own()
		}
		if len(queue) > 1 {
			c.play.reactions[c.name][event] = queue[1:]
		}
		return c.play.react(&queue[0], own, given)
	})
}

func (play *Play) react(reaction *Reaction, own func() (any, error), given []any) (returned any, err error) {
	for index, name := range reaction.Args {
		if name != nil && index < len(given) {
			play.name(*name, given[index])
		}
	}
	play.originals = append(play.originals, own)
	defer func() { play.originals = play.originals[:len(play.originals)-1] }()
	for index := range reaction.Do {
		value, err := play.act(&reaction.Do[index])
		if err != nil {
			return nil, err
		}
		if reaction.Do[index].Op == "super" {
			returned = value
		}
	}
	if reaction.Raise != nil {
		return nil, reaction.Raise
	}
	if reaction.Return != nil {
		return *reaction.Return, nil
	}
	return returned, nil
}

func (c *Channel) asks(event string, own func() (bool, error)) (bool, error) {
	value, err := c.event(event, func() (any, error) { return own() })
	return truth(value), err
}

func (c *Channel) tells(event string, own func() error) error {
	_, err := c.event(event, func() (any, error) { return nil, own() })
	return err
}

func (c *Channel) Readable() (bool, error) { return c.asks("readable", c.Dispatcher.Readable) }
func (c *Channel) Writable() (bool, error) { return c.asks("writable", c.Dispatcher.Writable) }
func (c *Channel) HandleConnect() error    { return c.tells("handle_connect", c.Dispatcher.HandleConnect) }
func (c *Channel) HandleAccept() error     { return c.tells("handle_accept", c.Dispatcher.HandleAccept) }
func (c *Channel) HandleRead() error       { return c.tells("handle_read", c.Dispatcher.HandleRead) }
func (c *Channel) HandleWrite() error      { return c.tells("handle_write", c.Dispatcher.HandleWrite) }
func (c *Channel) HandleExpt() error       { return c.tells("handle_expt", c.Dispatcher.HandleExpt) }
func (c *Channel) HandleClose() error      { return c.tells("handle_close", c.Dispatcher.HandleClose) }

// HandleError is told the error, which is no argument of the original's.
func (c *Channel) HandleError(raised error) error {
	return c.tells("handle_error", func() error { return c.Dispatcher.HandleError(raised) })
}

func (c *Channel) HandleAccepted(socket *Socket, address *Address) error {
	own := func() (any, error) { return nil, c.Dispatcher.HandleAccepted(socket, address) }
	_, err := c.event("handle_accepted", own, socket, address)
	return err
}

// printed takes what is written to os.Stdout and os.Stderr while a program is played: each complete line is an observation.
type printed struct {
	play    *Play
	streams []*stream
	before  [2]*os.File
}

type stream struct {
	name, begun string
	read        int
	write       *os.File
}

func listen(play *Play) *printed {
	hears := &printed{play: play, before: [2]*os.File{os.Stdout, os.Stderr}}
	for _, name := range []string{"stdout", "stderr"} {
		var ends [2]int
		if err := syscall.Pipe(ends[:]); err != nil {
			panic(err)
		}
		syscall.SetNonblock(ends[0], true)
		hears.streams = append(hears.streams, &stream{name: name, read: ends[0], write: os.NewFile(uintptr(ends[1]), name)})
	}
	os.Stdout, os.Stderr = hears.streams[0].write, hears.streams[1].write
	return hears
}

// drain adds what was printed since the last time. It is asked whenever a call begins or ends, so that the depth is right.
func (hears *printed) drain() {
	for _, from := range hears.streams {
		chunk := make([]byte, 65536)
		for taken, _ := syscall.Read(from.read, chunk); taken > 0; taken, _ = syscall.Read(from.read, chunk) {
			from.begun += string(chunk[:taken])
		}
		lines := strings.Split(from.begun, "\n")
		from.begun = lines[len(lines)-1]
		for _, line := range lines[:len(lines)-1] {
			hears.play.add(Observation{"kind": "written", "stream": from.name, "text": line}, "")
		}
	}
}

func (hears *printed) end() {
	os.Stdout, os.Stderr = hears.before[0], hears.before[1]
	for _, from := range hears.streams {
		from.write.Close()
		syscall.Close(from.read)
	}
}
