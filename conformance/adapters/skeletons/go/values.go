// How Go says what programs and traces say: bytes, addresses, errors, programs as they arrive. Leave it as it is.
// Knows single values; knows nothing of names, channels or plays.

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"syscall"
)

// Address is a host and a port, in messages a list of the two.
type Address struct {
	Host string
	Port int
}

func (a Address) MarshalJSON() ([]byte, error) { return json.Marshal([]any{a.Host, a.Port}) }

func (a *Address) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&a.Host, &a.Port})
}

// Names is one name, or several.
type Names []string

func (n *Names) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]string)(n))
	}
	*n = make(Names, 1)
	return json.Unmarshal(text, &(*n)[0])
}

// Bytes are a string in which each character is one byte, or a piece and how often it repeats.
type Bytes []byte

func (b *Bytes) UnmarshalJSON(text []byte) error {
	repeated := struct {
		Repeat string
		Times  int
	}{Times: 1}
	into := any(&repeated.Repeat)
	if text[0] == '{' {
		into = &repeated
	}
	err := json.Unmarshal(text, into)
	for _, character := range strings.Repeat(repeated.Repeat, repeated.Times) {
		*b = append(*b, byte(character))
	}
	return err
}

func bytesShown(data []byte) any {
	if len(data) > 256 {
		return map[string]any{"length": len(data), "crc32": crc32.ChecksumIEEE(data)}
	}
	characters := make([]rune, len(data))
	for index, each := range data {
		characters[index] = rune(each)
	}
	return string(characters)
}

// Target is where something goes: a name, or an address written out.
type Target struct {
	Name string
	Any  string
	Host string
	Port int
}

func (t *Target) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, &t.Name)
	}
	type written Target
	return json.Unmarshal(text, (*written)(t))
}

// Condition is what `settle` waits for.
type Condition struct {
	Event, Of, Attribute, Closed, Peer, Saw string
	Is                                      bool
	Times                                   int
}

// Action is one thing to do; which members it has depends on its op (ADAPTERS.md, "All actions").
type Action struct {
	Op, Channel, Map, Socket, Peer, Name string
	Family, Type, From, Attribute, Init  string
	As                                   Names
	To                                   *Target
	Data                                 Bytes
	Value                                any
	Until                                Condition
	Timeout                              *float64
	Count                                *int
	Backlog, Size, Limit                 int
	Class, Urgent, Timed                 bool

	written json.RawMessage // For peers, who are asked for it as it is.
}

func (a *Action) UnmarshalJSON(text []byte) error {
	type members Action
	a.written = append(json.RawMessage{}, text...)
	return json.Unmarshal(text, (*members)(a))
}

// Reaction is what an event does when it is called.
type Reaction struct {
	Args   []*string
	Do     []Action
	Return *any
	Raise  *Raised
}

func (r *Reaction) UnmarshalJSON(text []byte) error {
	if text[0] == '{' {
		type members Reaction
		return json.Unmarshal(text, (*members)(r))
	}
	r.Return = new(any)
	return json.Unmarshal(text, r.Return)
}

// Declaration is a channel of a program.
type Declaration struct {
	Base string
	On   map[string][]Reaction
}

// Declared are the maps of a program, in its order, and of what kind they are.
type Declared struct {
	Names []string
	Kinds map[string]string
}

func (d *Declared) UnmarshalJSON(text []byte) error {
	var kinds map[string]struct{ Kind string }
	if err := json.Unmarshal(text, &kinds); err != nil {
		return err
	}
	d.Kinds = map[string]string{}
	for words := json.NewDecoder(bytes.NewReader(text)); words.More() || len(d.Names) < len(kinds); {
		word, err := words.Token()
		if err != nil {
			return err
		}
		if name, is := word.(string); is && kinds[name].Kind != "" && d.Kinds[name] == "" {
			d.Names, d.Kinds[name] = append(d.Names, name), kinds[name].Kind
		}
	}
	return nil
}

// Program is what the implementation is told to do.
type Program struct {
	World    string
	Channels map[string]Declaration
	Maps     Declared
	Objects  map[string]any
	Limits   struct{ Observations, Depth int }
	Steps    []Action
}

// Raised is an exception: one that a program asks for, or one that was observed (rule 5).
type Raised struct {
	Kind  string `json:"kind"`
	Errno string `json:"errno,omitempty"`
	Text  string `json:"text,omitempty"`
}

func (r *Raised) Error() string { return r.Text }

// Unwrap gives the error that the implementation knows, so that it can tell it from others.
func (r *Raised) Unwrap() error {
	if r.Kind == "exit-now" {
		return ErrExitNow
	}
	for number, name := range errnoNames {
		if r.Kind == "os" && r.Errno == name {
			return number
		}
	}
	return nil
}

// errnoNames are those that sockets give. Of two names for one number a trace has EAGAIN and EOPNOTSUPP.
var errnoNames = map[syscall.Errno]string{
	syscall.EACCES: "EACCES", syscall.EADDRINUSE: "EADDRINUSE", syscall.EADDRNOTAVAIL: "EADDRNOTAVAIL",
	syscall.EAGAIN: "EAGAIN", syscall.EALREADY: "EALREADY", syscall.EBADF: "EBADF",
	syscall.ECONNABORTED: "ECONNABORTED", syscall.ECONNREFUSED: "ECONNREFUSED", syscall.ECONNRESET: "ECONNRESET",
	syscall.EHOSTUNREACH: "EHOSTUNREACH", syscall.EINPROGRESS: "EINPROGRESS", syscall.EINTR: "EINTR",
	syscall.EINVAL: "EINVAL", syscall.EIO: "EIO", syscall.EISCONN: "EISCONN", syscall.EMFILE: "EMFILE",
	syscall.ENETUNREACH: "ENETUNREACH", syscall.ENOBUFS: "ENOBUFS", syscall.ENOMEM: "ENOMEM",
	syscall.ENOTCONN: "ENOTCONN", syscall.ENOTSOCK: "ENOTSOCK", syscall.EOPNOTSUPP: "EOPNOTSUPP",
	syscall.EPERM: "EPERM", syscall.EPIPE: "EPIPE", syscall.ESHUTDOWN: "ESHUTDOWN", syscall.ETIMEDOUT: "ETIMEDOUT",
}

// raisedBy says what an error is, in the words of a trace.
func raisedBy(err error) *Raised {
	var raised *Raised
	if errors.As(err, &raised) {
		return raised
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		text := number.Error()
		return &Raised{"os", errnoNames[number], strings.ToUpper(text[:1]) + text[1:]}
	}
	if errors.Is(err, ErrExitNow) {
		return &Raised{Kind: "exit-now"}
	}
	return &Raised{Kind: "other", Text: fmt.Sprint(err)}
}
