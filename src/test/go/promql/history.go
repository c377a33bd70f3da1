package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

// Scrapes every 30 s for two hours: the earlier scrape is repeated in the first hour, and the later one in the second.
const (
	interval = 30 * time.Second
	half     = time.Hour
	// A minute after half time, so that rates over two minutes or more include both scrapes.
	now = half + time.Minute
)

// The start of the history. It makes "now" the current time, because alerts for expiring certificates use time().
var start = time.Now().Add(-now)

// history contains the series that Prometheus would have stored, with the labels that a PodMonitor adds.
type history struct {
	series map[string]*series
}

type series struct {
	labels  labels.Labels
	samples []chunks.Sample
}

func newHistory(contentType string, up []string, files ...string) (*history, error) {
	stored := &history{series: map[string]*series{}}
	for number, isUp := range up {
		target := labels.FromStrings(
			"job", "eniguard", "namespace", "eniguard", "container", "eniguard", "endpoint", "management",
			"pod", fmt.Sprintf("eniguard-%d", number), "instance", fmt.Sprintf("10.20.0.%d:9440", number))
		for at := time.Duration(0); at < 2*half; at += interval {
			if isUp == "0" {
				stored.add(named(target, "up"), at, 0)
				continue
			}
			stored.add(named(target, "up"), at, 1)
		}
		if isUp == "0" {
			continue
		}
		for part, file := range files {
			scrape, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			from := time.Duration(part) * half
			if err := stored.addScrape(contentType, scrape, target, from, from+half); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	return stored, nil
}

func named(target labels.Labels, name string) labels.Labels {
	return labels.NewBuilder(target).Set(labels.MetricName, name).Labels()
}

func (h *history) addScrape(contentType string, scrape []byte, target labels.Labels, from, to time.Duration) error {
	parser, err := textparse.New(scrape, contentType, labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return err
	}
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry != textparse.EntrySeries {
			continue
		}
		_, _, value := parser.Series()
		var scraped labels.Labels
		parser.Labels(&scraped)
		all := labels.NewBuilder(scraped)
		target.Range(func(label labels.Label) { all.Set(label.Name, label.Value) })
		for at := from; at < to; at += interval {
			h.add(all.Labels(), at, value)
		}
	}
}

func (h *history) add(of labels.Labels, at time.Duration, value float64) {
	key := of.String()
	if h.series[key] == nil {
		h.series[key] = &series{labels: of}
	}
	h.series[key].samples = append(h.series[key].samples, sample{start.Add(at).UnixMilli(), value})
}

func (h *history) matching(matchers []*labels.Matcher) []*series {
	var found []*series
	for _, each := range h.series {
		if !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches(each.labels.Get(m.Name)) }) {
			found = append(found, each)
		}
	}
	return found
}

func (h *history) Querier(_, _ int64) (storage.Querier, error) {
	return querier{h}, nil
}

type querier struct {
	*history
}

func (q querier) Select(_ context.Context, _ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	found := q.matching(matchers)
	slices.SortFunc(found, func(a, b *series) int { return labels.Compare(a.labels, b.labels) })
	all := make([]storage.Series, len(found))
	for i, each := range found {
		all[i] = storage.NewListSeries(each.labels, each.samples)
	}
	return &seriesSet{all: all, at: -1}
}

func (querier) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (querier) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (querier) Close() error { return nil }

type seriesSet struct {
	all []storage.Series
	at  int
}

func (s *seriesSet) Next() bool                        { s.at++; return s.at < len(s.all) }
func (s *seriesSet) At() storage.Series                { return s.all[s.at] }
func (s *seriesSet) Err() error                        { return nil }
func (s *seriesSet) Warnings() annotations.Annotations { return nil }
