// Promql evaluates the expressions of alerts and dashboards on scrapes of a server, with the parser and the engine of Prometheus:
//
//	promql -type CONTENT-TYPE -up 1,1 EARLIER LATER <EXPRESSIONS
//
// EXPRESSIONS and the answer are JSON: [{"name", "expr"}] and [{"name", "series", "problem"}].
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
)

type expression struct {
	Name string `json:"name"`
	Expr string `json:"expr"`
}

// answer contains the number of series of the expression and its problem, if there is one. An alert that does not fire has no series.
type answer struct {
	Name    string `json:"name"`
	Series  int    `json:"series"`
	Problem string `json:"problem,omitempty"`
}

func main() {
	contentType := flag.String("type", "text/plain; version=0.0.4", "the scrapes' Content-Type")
	up := flag.String("up", "1", "for each replica, 1 if it could be scraped and 0 if not")
	flag.Parse()
	if err := run(*contentType, strings.Split(*up, ","), flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "promql:", err)
		os.Exit(1)
	}
}

func run(contentType string, up []string, earlier, later string) error {
	var expressions []expression
	if err := json.NewDecoder(os.Stdin).Decode(&expressions); err != nil {
		return err
	}
	history, err := newHistory(contentType, up, earlier, later)
	if err != nil {
		return err
	}
	answers := make([]answer, 0, len(expressions))
	for _, each := range expressions {
		series, err := judge(history, each.Expr)
		said := answer{Name: each.Name, Series: series}
		if err != nil {
			said.Problem = err.Error()
		}
		answers = append(answers, said)
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}
