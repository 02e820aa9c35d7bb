// An adapter, begun: it shakes hands, looks through programs, plays them on implementation.go, and says what it observed.
// Yours to write: who you are and what you can do, here; the actions in actions.go; the implementation in implementation.go.

package main

import (
	"encoding/json"
	"strings"
)

var implementation = map[string]any{"name": "an empty implementation", "version": "0", "language": "Go"}

// What is declared is asked for and judged; what is not is not. Declare more when you can do more.
var capabilities = map[string]any{
	"worlds":           []string{"loopback"},
	"bases":            []string{"dispatcher"},
	"pollers":          []string{"select"},
	"families":         []string{"inet"},
	"passes":           true,
	"nesting":          false,
	"peersInReactions": true,
	"collects":         false,
	"python":           false,
}

// actionsOf gives every action of a program, those of reactions too.
func actionsOf(program *Program) []Action {
	all := append([]Action{}, program.Steps...)
	for _, declared := range program.Channels {
		for _, reactions := range declared.On {
			for _, reaction := range reactions {
				all = append(all, reaction.Do...)
			}
		}
	}
	return all
}

// refuseWhatIsMissing looks first, so that nothing is played of what cannot be played to its end (rule 13).
func refuseWhatIsMissing(program *Program) error {
	if program.World != "loopback" {
		return unsupported(program.World)
	}
	for _, declared := range program.Channels {
		if declared.Base != "dispatcher" {
			return unsupported(declared.Base)
		}
		for event := range declared.On {
			if !recorded[event] {
				return unsupported("a reaction to " + event)
			}
		}
	}
	for _, action := range actionsOf(program) {
		if _, known := actions[action.Op]; !known && !strings.HasPrefix(action.Op, "peer.") {
			return unsupported(action.Op)
		}
		if action.Init == "none" {
			return unsupported("new without its constructor")
		}
		if known := action.Attribute == "" || action.Attribute == "addr" || action.Attribute == "socket"; !known &&
			flagOf(&Channel{}, action.Attribute) == nil {
			return unsupported("attribute " + action.Attribute)
		}
	}
	for _, kind := range program.Maps.Kinds {
		if kind == "falsy" {
			return unsupported("a falsy map")
		}
	}
	return nil
}

func initialize(json.RawMessage) (any, error) {
	return map[string]any{"protocolVersion": 1, "adapter": map[string]string{"version": "1"},
		"implementation": implementation, "capabilities": capabilities}, nil
}

func play(params json.RawMessage) (any, error) {
	var asks struct {
		Program Program
		Address string
	}
	if err := json.Unmarshal(params, &asks); err != nil {
		return nil, err
	}
	if err := refuseWhatIsMissing(&asks.Program); err != nil {
		return nil, err
	}
	return newPlay(&asks.Program, asks.Address).run()
}

func shutdown(json.RawMessage) (any, error) { return nil, nil }

func main() {
	serve(map[string]method{"initialize": initialize, "play": play, "shutdown": shutdown})
}
