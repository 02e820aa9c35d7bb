// One play: its trace, the names in it, and what the suite is asked for (ADAPTERS.md, "The rules of playing").
// Leave it as it is. Knows nothing of what an action does (actions.go), nor of what asyncore should do (implementation.go).

package main

import (
	"reflect"
	"strings"
	"time"
)

// Observation is one entry of a trace.
type Observation map[string]any

// place is where something of the play is.
type place struct {
	name  string
	where Address
}

// pair is what an accept gives.
type pair struct {
	socket  *Socket
	address *Address
}

// Play is one program being played.
type Play struct {
	program     *Program
	address     string
	trace       []Observation
	depth       int
	spent       bool
	refused     error // Why the suite could not act.
	mapNames    []string
	named       map[string]any
	order       []string // In which names were given: whatever has several is shown by the first.
	kept        []*Socket
	places      []place // Of the program's own sockets.
	peers       []place
	isPeer      map[string]bool
	constructed []*Channel
	states      map[*Channel]Observation
	calls       map[string]int
	sent        map[string]int
	classes     map[string]map[string]any
	reactions   map[string]map[string][]Reaction
	originals   []func() (any, error)
	printed     *printed
}

func newPlay(program *Program, address string) *Play {
	play := &Play{program: program, address: address, trace: []Observation{}, mapNames: []string{"global"},
		named: map[string]any{"global": GlobalMap}, isPeer: map[string]bool{}, states: map[*Channel]Observation{},
		calls: map[string]int{}, sent: map[string]int{}, classes: map[string]map[string]any{},
		reactions: map[string]map[string][]Reaction{}}
	for _, name := range program.Maps.Names {
		play.mapNames = append(play.mapNames, name)
		play.named[name] = &Map{}
	}
	for name, declared := range program.Channels {
		play.reactions[name] = declared.On
	}
	if program.Limits.Observations == 0 {
		program.Limits.Observations = 500
	}
	if program.Limits.Depth == 0 {
		program.Limits.Depth = 20
	}
	return play
}

// run plays the program and gives its trace. When it ends, nothing of it is left (rule 11).
func (play *Play) run() (any, error) {
	GlobalMap.Channels = nil
	play.printed = listen(play)
	defer func() {
		play.printed.end()
		for _, channel := range play.constructed {
			play.keep(channel.Socket)
		}
		for _, socket := range play.kept {
			socket.close()
		}
		GlobalMap.Channels = nil
	}()
	for index := range play.program.Steps {
		play.act(&play.program.Steps[index]) // An error is in the trace, and the program goes on.
		if play.refused != nil {
			return nil, play.refused
		}
		play.addStates()
	}
	play.printed.drain()
	return map[string]any{"trace": play.trace}, nil
}

// add adds an observation, or that the budget is spent, or after that nothing (rule 10).
func (play *Play) add(observation Observation, by string) bool {
	if by == "" && len(play.trace) >= play.program.Limits.Observations {
		by = "observations"
	}
	if play.spent {
		return false
	}
	if by != "" {
		observation, play.spent = Observation{"kind": "exhausted", "by": by}, true
	}
	observation["depth"] = play.depth
	play.trace = append(play.trace, observation)
	return !play.spent
}

var errLeave = &Raised{Kind: "exit-now"} // Goes through every loop, as ErrExitNow does.

// record makes a call that is observed, and adds how it ended (rule 4).
func (play *Play) record(observation Observation, called string, call func() (any, error)) (any, error) {
	play.printed.drain()
	by := ""
	if play.depth > play.program.Limits.Depth {
		by = "depth"
	}
	if !play.add(observation, by) {
		return nil, errLeave
	}
	play.depth++
	value, err := call()
	play.printed.drain()
	play.depth--
	if play.spent {
		return value, err
	}
	if err != nil {
		observation["raised"] = raisedBy(err)
	} else if called == "readable" || called == "writable" {
		observation["returned"] = truth(value)
	} else if called == "super" {
		play.show(value) // A socket that nobody takes is kept, too.
	} else if shown := play.show(value); shown != nil || called == "accept" || called == "get" {
		observation["returned"] = shown
	}
	return value, err
}

func (play *Play) addStates() {
	for _, channel := range play.constructed {
		socket := "none"
		if channel.Socket != nil && channel.Socket.FD == -1 {
			socket = "closed"
		} else if channel.Socket != nil {
			socket = "open"
		}
		state := Observation{"kind": "state", "of": channel.name, "depth": play.depth,
			"connected": channel.Connected, "accepting": channel.Accepting, "connecting": channel.Connecting,
			"closing": channel.Closing, "addr": play.show(channel.Addr), "socket": socket, "maps": play.mapsOf(channel)}
		if !reflect.DeepEqual(state, play.states[channel]) && play.add(state, "") {
			play.states[channel] = state
		}
	}
}

func (play *Play) mapsOf(channel *Channel) []string {
	names := []string{}
	for _, name := range play.mapNames {
		for _, held := range play.named[name].(*Map).Channels {
			if held == Handler(channel) {
				names = append(names, name)
			}
		}
	}
	return names
}

// act does one action, at top level or in a reaction.
func (play *Play) act(action *Action) (any, error) {
	observation := Observation{"kind": "action", "op": action.Op}
	if of := subject(action); of != "" {
		observation["of"] = of
	}
	if action.Op == "send" || action.Op == "socket.send" {
		observation["asked"] = len(action.Data)
	}
	began := time.Now()
	value, err := play.record(observation, action.Op, func() (any, error) {
		if strings.HasPrefix(action.Op, "peer.") {
			return nil, play.ask(action)
		}
		return actions[action.Op](play, action)
	})
	if action.Timed && !play.spent {
		least := 0.0
		if action.Timeout != nil {
			least = *action.Timeout
		}
		if action.Count != nil {
			least *= float64(*action.Count)
		}
		observation["waitedAtLeastTimeout"] = time.Since(began).Seconds() >= least-0.001
	}
	return value, err
}

// subject is what an action is done to: the first of these that it has.
func subject(action *Action) string {
	if action.Op == "loop" || action.Op == "poll" || action.Op == "settle" {
		return ""
	}
	for _, of := range []string{action.Channel, action.Map, action.Socket, action.Peer, action.Name} {
		if of != "" {
			return of
		}
	}
	return ""
}

// ask has the suite act at its end of a wire, and remembers where that is.
func (play *Play) ask(action *Action) error {
	peer := action.Peer
	if len(action.As) > 0 {
		peer = action.As[0]
	}
	play.isPeer[peer] = true
	params := map[string]any{"action": action.written}
	if action.To != nil && !play.isPeer[action.To.Name] {
		if where := lastOf(play.places, action.To.Name); where != nil {
			params["address"] = where
		}
	}
	if action.From != "" {
		params["sent"] = play.sent[action.From]
		play.sent[action.From] = 0
	}
	answer, err := askPeer(params)
	if err != nil {
		play.refused, play.spent = err, true
		return errLeave
	}
	if answer.Local != nil {
		play.peers = append(play.peers, place{peer, *answer.Local})
	}
	return nil
}

func (play *Play) holds(until *Condition) (bool, error) {
	switch {
	case until.Peer != "":
		asked := map[string]string{"op": "peer.saw", "peer": until.Peer, "saw": until.Saw}
		answer, err := askPeer(map[string]any{"action": asked})
		return answer.Holds, err
	case until.Event != "":
		times := until.Times
		if times == 0 {
			times = 1
		}
		return play.calls[until.Of+"."+until.Event] >= times, nil
	case until.Closed != "":
		socket := play.socketOf(until.Closed)
		return socket != nil && socket.FD == -1, nil
	}
	channel, err := play.channel(until.Of)
	if err != nil {
		return !until.Is, nil
	}
	return *flagOf(channel, until.Attribute) == until.Is, nil
}
