// What the names of a play stand for, and how values are shown by them (rules 6 and 7). Leave it as it is.
// Knows no action and no event.

package main

import "fmt"

func nameless(name string) error {
	return &Raised{Kind: "other", Text: "nothing is named " + name}
}

func (play *Play) name(name string, value any) {
	play.named[name] = value
	play.order = append(play.order, name)
	if socket, is := value.(*Socket); is {
		play.keep(socket)
	}
	play.locate(name)
}

func (play *Play) keep(socket *Socket) {
	for _, kept := range play.kept {
		if kept == socket {
			return
		}
	}
	if socket != nil {
		play.kept = append(play.kept, socket)
	}
}

func (play *Play) channel(name string) (*Channel, error) {
	channel, known := play.named[name].(*Channel)
	if !known {
		return nil, nameless(name)
	}
	return channel, nil
}

func (play *Play) socketOf(name string) *Socket {
	switch found := play.named[name].(type) {
	case *Channel:
		return found.Socket
	case *Socket:
		return found
	}
	return nil
}

// locate remembers where a socket is, once it is somewhere.
func (play *Play) locate(name string) {
	where := localOf(play.socketOf(name))
	if known := lastOf(play.places, name); where == nil || known != nil && *known == *where {
		return
	}
	play.places = append(play.places, place{name, *where})
}

func lastOf(places []place, name string) *Address {
	for index := len(places) - 1; index >= 0; index-- {
		if places[index].name == name {
			return &places[index].where
		}
	}
	return nil
}

// with calls a function with an address of the program.
func (play *Play) with(to *Target, call func(*Address) error) error {
	switch {
	case to.Any != "":
		return call(&Address{play.address, 0})
	case to.Host != "":
		return call(&Address{to.Host, to.Port})
	}
	where := lastOf(play.peers, to.Name)
	if where == nil {
		where = lastOf(play.places, to.Name)
	}
	if where == nil {
		return &Raised{Kind: "other", Text: to.Name + " has no address"}
	}
	return call(where)
}

// mapOf is the map an action names, nil for the global one.
func (play *Play) mapOf(action *Action) *Map {
	if action.Map == "" || action.Map == "global" {
		return nil
	}
	return play.named[action.Map].(*Map)
}

func (play *Play) mapFor(action *Action) *Map {
	if named := play.mapOf(action); named != nil {
		return named
	}
	return GlobalMap
}

func truth(value any) bool {
	switch known := value.(type) {
	case nil:
		return false
	case bool:
		return known
	case float64:
		return known != 0
	case string:
		return known != ""
	case []any:
		return len(known) > 0
	}
	return true
}

func bytesOr(data []byte, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return append([]byte{}, data...), nil
}

func countOr(count int, err error) (any, error) { return count, err }

// show gives a value as a trace shows it.
func (play *Play) show(value any) any {
	switch known := value.(type) {
	case []byte:
		return bytesShown(known)
	case pair:
		return map[string]any{"pair": []any{play.show(known.socket), play.show(known.address)}}
	case *Address:
		if known == nil {
			return nil
		}
		return map[string]any{"address": play.nameOf(*known)}
	case *Socket:
		if known == nil {
			return nil
		}
		play.keep(known)
		for _, name := range play.order {
			if play.named[name] == any(known) {
				return map[string]any{"socket": name}
			}
		}
		return map[string]any{"socket": "unnamed"}
	case error:
		return map[string]any{"present": true}
	}
	return value
}

func (play *Play) nameOf(where Address) string {
	if where == (Address{play.address, 0}) {
		return "any"
	}
	for _, known := range append(append([]place{}, play.peers...), play.places...) {
		if known.where == where {
			return known.name
		}
	}
	if where.Host == play.address {
		return "unknown"
	}
	return fmt.Sprintf("%s:%d", where.Host, where.Port)
}
