package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

var (
	language = parser.NewParser(parser.Options{})
	engine   = promql.NewEngine(promql.EngineOpts{
		MaxSamples:           1_000_000,
		Timeout:              10 * time.Second,
		LookbackDelta:        5 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		Parser:               language,
	})
)

// judge returns how many series the expression has now. It fails if a selector or a label in the expression matches nothing, or if the
// expression without its thresholds has no value. Such an alert would never fire, and such a panel would be empty.
func judge(stored *history, text string) (int, error) {
	expr, err := language.ParseExpr(text)
	if err != nil {
		return 0, err
	}
	asIs, err := evaluate(stored, text)
	if err != nil {
		return 0, err
	}
	if err := selectorsFind(stored, expr); err != nil {
		return len(asIs), err
	}
	value, err := evaluate(stored, withoutThresholds(expr).String())
	if err != nil {
		return 0, err
	}
	if !mayBeEmpty(withoutThresholds(expr)) && !hasNumber(value) {
		return len(asIs), errors.New("it has no value, even without the threshold")
	}
	return len(asIs), nil
}

func evaluate(stored *history, text string) (promql.Vector, error) {
	query, err := engine.NewInstantQuery(context.Background(), stored, nil, text, start.Add(now))
	if err != nil {
		return nil, err
	}
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return nil, result.Err
	}
	return result.Vector()
}

func hasNumber(vector promql.Vector) bool {
	for _, each := range vector {
		if !math.IsNaN(each.F) {
			return true
		}
	}
	return false
}

func selectorsFind(stored *history, expr parser.Expr) error {
	known := map[string]bool{}
	var wrong []error
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		selector, isSelector := node.(*parser.VectorSelector)
		if !isSelector {
			return nil
		}
		found := stored.matching(selector.LabelMatchers)
		if len(found) == 0 {
			wrong = append(wrong, fmt.Errorf("nothing matches %s", selector))
		}
		for _, each := range found {
			for name := range each.labels.Map() {
				known[name] = true
			}
		}
		return nil
	})
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		for _, label := range labelsOf(node) {
			if !known[label] {
				wrong = append(wrong, fmt.Errorf("no series has the label %s of %s", label, node))
			}
		}
		return nil
	})
	return errors.Join(wrong...)
}

func labelsOf(node parser.Node) []string {
	switch of := node.(type) {
	case *parser.AggregateExpr:
		return of.Grouping
	case *parser.BinaryExpr:
		if of.VectorMatching != nil {
			return append(of.VectorMatching.MatchingLabels, of.VectorMatching.Include...)
		}
	}
	return nil
}

// withoutThresholds returns the part of an alert's expression that is compared with a number.
func withoutThresholds(expr parser.Expr) parser.Expr {
	compared, isBinary := expr.(*parser.BinaryExpr)
	if isBinary && compared.Op.IsComparisonOperator() && compared.RHS.Type() == parser.ValueTypeScalar {
		return compared.LHS
	}
	if isBinary && compared.Op == parser.LAND {
		both := *compared
		both.LHS, both.RHS = withoutThresholds(both.LHS), withoutThresholds(both.RHS)
		return &both
	}
	return expr
}

// mayBeEmpty reports whether the expression looks for missing series or for NaN, and so is empty without faults.
func mayBeEmpty(expr parser.Expr) bool {
	switch of := expr.(type) {
	case *parser.Call:
		return of.Func.Name == "absent"
	case *parser.BinaryExpr:
		return of.Op == parser.LUNLESS || of.Op.IsComparisonOperator() && !of.ReturnBool
	}
	return false
}
