// What each action does to your implementation: the file to grow. An action that is not in the table is refused.
// Add one after the other; ADAPTERS.md, "All actions", says what each of them has, and the doctor which are missing.

package main

import "syscall"

// Does is what an action does: it gives what the call gave, nil for nothing.
type Does func(play *Play, action *Action) (any, error)

// onChannel is an action that calls a method of the channel it names.
func onChannel(call func(play *Play, action *Action, channel *Channel) (any, error)) Does {
	return func(play *Play, action *Action) (any, error) {
		channel, err := play.channel(action.Channel)
		if err != nil {
			return nil, err
		}
		value, err := call(play, action, channel)
		play.keep(channel.Socket)
		play.locate(action.Channel)
		return value, err
	}
}

// onSocket is the same for a socket that belongs to no channel.
func onSocket(call func(play *Play, action *Action, socket *Socket) (any, error)) Does {
	return func(play *Play, action *Action) (any, error) {
		socket, known := play.named[action.Socket].(*Socket)
		if !known {
			return nil, nameless(action.Socket)
		}
		value, err := call(play, action, socket)
		play.locate(action.Socket)
		return value, err
	}
}

func create(play *Play, action *Action) (any, error) {
	channel := &Channel{play: play, name: action.Channel}
	before, was := play.named[action.Channel]
	play.name(action.Channel, channel) // From its first event on (rule 1).
	socket, _ := play.named[action.Socket].(*Socket)
	for attribute, value := range play.classes[action.Channel] {
		setAttribute(channel, attribute, value)
	}
	if err := channel.Init(channel, socket, play.mapOf(action)); err != nil {
		delete(play.named, action.Channel)
		if was {
			play.named[action.Channel] = before
		}
		return nil, err
	}
	play.constructed = append(play.constructed, channel)
	play.locate(action.Channel)
	return nil, nil
}

func accept(play *Play, action *Action, channel *Channel) (any, error) {
	socket, address, err := channel.Accept()
	if err != nil || socket == nil {
		return nil, err
	}
	if len(action.As) == 2 {
		play.name(action.As[0], socket)
		play.name(action.As[1], address)
	}
	return pair{socket, address}, nil
}

func send(play *Play, action *Action, channel *Channel) (any, error) {
	taken, err := channel.Send(action.Data)
	if err != nil {
		return nil, err
	}
	play.sent[action.Channel] += taken
	return taken, nil
}

func flagOf(channel *Channel, attribute string) *bool {
	return map[string]*bool{"connected": &channel.Connected, "accepting": &channel.Accepting,
		"connecting": &channel.Connecting, "closing": &channel.Closing, "debug": &channel.Debug}[attribute]
}

func setAttribute(channel *Channel, attribute string, value any) {
	if flag := flagOf(channel, attribute); flag != nil {
		*flag = truth(value)
	}
}

// get reads an attribute. Go has no classes: what a program sets on one, later channels of that name begin with.
func get(play *Play, action *Action) (any, error) {
	channel := &Channel{}
	if action.Class {
		for attribute, value := range play.classes[action.Channel] {
			setAttribute(channel, attribute, value)
		}
	} else if found, err := play.channel(action.Channel); err != nil {
		return nil, err
	} else {
		channel = found
	}
	switch flag := flagOf(channel, action.Attribute); {
	case flag != nil:
		return *flag, nil
	case action.Attribute == "addr":
		return channel.Addr, nil
	case action.Attribute == "socket":
		return channel.Socket, nil
	}
	return nil, &Raised{Kind: "attribute"}
}

func set(play *Play, action *Action) (any, error) {
	if action.Class {
		if play.classes[action.Channel] == nil {
			play.classes[action.Channel] = map[string]any{}
		}
		play.classes[action.Channel][action.Attribute] = action.Value
		return nil, nil
	}
	channel, err := play.channel(action.Channel)
	if err == nil {
		setAttribute(channel, action.Attribute, action.Value)
	}
	return nil, err
}

// settle makes passes until the condition holds, at most `limit` of them.
func settle(play *Play, action *Action) (any, error) {
	zero := 0.0
	for passes := 0; passes < action.Limit; passes++ {
		if holds, err := play.holds(&action.Until); holds || err != nil {
			return holds, err
		}
		if err := Poll(&zero, play.mapFor(action)); err != nil {
			return nil, err
		}
	}
	return play.holds(&action.Until)
}

func createSocket(play *Play, action *Action) (any, error) {
	socket, err := newSocket()
	if err == nil {
		play.name(action.As[0], socket)
	}
	return nil, err
}

var actions map[string]Does

func init() {
	actions = map[string]Does{
		// Everybody is asked for these.
		"new":            create,
		"create_socket":  onChannel(func(_ *Play, a *Action, c *Channel) (any, error) { return nil, c.CreateSocket(a.Family, a.Type) }),
		"set_reuse_addr": onChannel(func(_ *Play, _ *Action, c *Channel) (any, error) { return nil, c.SetReuseAddr() }),
		"bind":           onChannel(func(p *Play, a *Action, c *Channel) (any, error) { return nil, p.with(a.To, c.Bind) }),
		"listen":         onChannel(func(_ *Play, a *Action, c *Channel) (any, error) { return nil, c.Listen(a.Backlog) }),
		"connect":        onChannel(func(p *Play, a *Action, c *Channel) (any, error) { return nil, p.with(a.To, c.Connect) }),
		"accept":         onChannel(accept),
		"send":           onChannel(send),
		"recv":           onChannel(func(_ *Play, a *Action, c *Channel) (any, error) { return bytesOr(c.Recv(a.Size)) }),
		"close":          onChannel(func(_ *Play, _ *Action, c *Channel) (any, error) { return nil, c.Close() }),
		"get":            get,
		"set":            set,
		"super":          func(p *Play, _ *Action) (any, error) { return p.originals[len(p.originals)-1]() },
		"settle":         settle,
		// Passes that are counted: capability `passes`.
		"loop": func(p *Play, a *Action) (any, error) { return nil, Loop(a.Timeout, p.mapFor(a), a.Count) },
		"poll": func(p *Play, a *Action) (any, error) { return nil, Poll(a.Timeout, p.mapFor(a)) },
		// Sockets without asyncore.
		"socket.create":  createSocket,
		"socket.bind":    onSocket(func(p *Play, a *Action, s *Socket) (any, error) { return nil, p.with(a.To, s.bind) }),
		"socket.listen":  onSocket(func(_ *Play, a *Action, s *Socket) (any, error) { return nil, syscall.Listen(s.FD, a.Backlog) }),
		"socket.connect": onSocket(func(p *Play, a *Action, s *Socket) (any, error) { return nil, p.with(a.To, s.connect) }),
		"socket.send":    onSocket(func(_ *Play, a *Action, s *Socket) (any, error) { return countOr(syscall.Write(s.FD, a.Data)) }),
		"socket.recv":    onSocket(func(_ *Play, a *Action, s *Socket) (any, error) { return bytesOr(s.recv(a.Size, a.Urgent)) }),
		"socket.close":   onSocket(func(_ *Play, _ *Action, s *Socket) (any, error) { return nil, s.close() }),
		// Still to write: call, describe, log, log_info, close_all, set_socket, add_channel, del_channel, delegate,
		// compact_traceback, map.put, map.remove, map.clear, drop, socket.isBlocking, socket.closeOf, socket.fill, socket.limit.
	}
}
