// The messages: JSON-RPC 2.0, one to a line, over the standard streams (ADAPTERS.md, "The messages"). Leave it as it is.
// Keeps standard output for the protocol: what anybody prints goes to standard error, or is observed while a program is played.

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
)

var (
	requests = bufio.NewReader(os.Stdin)
	answers  = json.NewEncoder(os.Stdout)
	asked    = 0
)

func init() { os.Stdout = os.Stderr }

// Refused is what a request is answered with when it is not done: a code, a sentence, and what is missing.
type Refused struct {
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Data    *RefusedForLack `json:"data,omitempty"`
}

// RefusedForLack names the action or capability that would be needed.
type RefusedForLack struct {
	Unsupported string `json:"unsupported"`
}

func (refused *Refused) Error() string { return refused.Message }

func unsupported(what string) *Refused {
	return &Refused{-32000, "this adapter cannot play " + what, &RefusedForLack{what}}
}

type request struct {
	ID     any             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

type response struct {
	JSONRPC string   `json:"jsonrpc"`
	ID      any      `json:"id"`
	Result  any      `json:"result"`
	Error   *Refused `json:"error,omitempty"`
}

// An answer has a result or an error, never both: a result that is null is written, too.
func (answer response) MarshalJSON() ([]byte, error) {
	said := map[string]any{"jsonrpc": "2.0", "id": answer.ID, "result": answer.Result}
	if answer.Error != nil {
		delete(said, "result")
		said["error"] = answer.Error
	}
	return json.Marshal(said)
}

// askPeer has the suite act at its end of a wire. While a program is played it sends nothing but this answer.
func askPeer(params map[string]any) (PeerResult, error) {
	asked++
	answers.Encode(map[string]any{"jsonrpc": "2.0", "id": asked, "method": "peer", "params": params})
	var answer struct {
		Result PeerResult `json:"result"`
		Error  *Refused   `json:"error"`
	}
	line, err := requests.ReadBytes('\n')
	if err != nil {
		os.Exit(0) // The suite has gone.
	}
	if err := json.Unmarshal(line, &answer); err != nil {
		return answer.Result, err
	}
	if answer.Error != nil {
		return answer.Result, &Refused{Code: -32603, Message: answer.Error.Message}
	}
	return answer.Result, nil
}

// PeerResult says where a peer is, and whether what was asked holds.
type PeerResult struct {
	Local *Address `json:"local"`
	Holds bool     `json:"holds"`
}

type method func(params json.RawMessage) (any, error)

func answerTo(line []byte, methods map[string]method) (answer response) {
	answer.JSONRPC = "2.0"
	defer func() {
		if failure := recover(); failure != nil {
			fmt.Fprintf(os.Stderr, "%v\n%s", failure, debug.Stack())
			answer.Error = &Refused{Code: -32603, Message: fmt.Sprintf("the adapter failed: %v", failure)}
		}
	}()
	var asks request
	if !json.Valid(line) {
		answer.Error = &Refused{Code: -32700, Message: "that is not JSON"}
		return
	}
	if json.Unmarshal(line, &asks) != nil || asks.Method == "" {
		answer.Error = &Refused{Code: -32600, Message: "that is no request"}
		return
	}
	answer.ID = asks.ID
	do, known := methods[asks.Method]
	if !known {
		answer.Error = &Refused{Code: -32601, Message: "there is no method " + asks.Method}
		return
	}
	result, err := do(asks.Params)
	if refused, is := err.(*Refused); is {
		answer.Error = refused
	} else if err != nil {
		answer.Error = &Refused{Code: -32602, Message: err.Error()}
	} else {
		answer.Result = result
	}
	return
}

// serve answers every request with the function of its method, until the suite has no more of them.
func serve(methods map[string]method) {
	for {
		line, err := requests.ReadBytes('\n')
		if err != nil {
			return
		}
		answers.Encode(answerTo(line, methods))
	}
}
