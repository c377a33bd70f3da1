package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
)

func vpc() *VPC {
	return &VPC{
		subnets: map[string]Subnet{
			"subnet-0a": {"subnet-0a", "us-west-2a", netip.MustParsePrefix("10.0.0.0/24")},
			"subnet-0b": {"subnet-0b", "us-west-2a", netip.MustParsePrefix("100.64.0.0/19")},
		},
		zones: map[string]bool{"us-west-2a": true},
	}
}

func ask(t *testing.T, decode decoder, judge judge, kind, object string) *admissionv1.AdmissionResponse {
	t.Helper()
	body := `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u1","operation":"CREATE",` +
		`"kind":{"kind":"` + kind + `"},"object":` + object + `}}`
	request := httptest.NewRequest("POST", "/", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	reviewWith(decode, judge).ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(answer.Body.Bytes(), &review); err != nil {
		t.Fatal(err)
	}
	if review.Response.UID != "u1" {
		t.Errorf("uid %q", review.Response.UID)
	}
	return review.Response
}

func TestRefusesAPrivateSubnetOnly(t *testing.T) {
	for _, decode := range decoders {
		refusesAPrivateSubnetOnly(t, decode)
	}
}

func refusesAPrivateSubnetOnly(t *testing.T, decode decoder) {
	t.Helper()
	refused := ask(t, decode, vpc().validate, "ENIConfig", `{"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","spec":{"subnet":"subnet-0a"}}`)
	want := "subnet-0a (10.0.0.0/24, us-west-2a) overlaps the private block 10.0.0.0/8"
	if refused.Allowed || refused.Result.Message != want {
		t.Errorf("got %+v", refused)
	}
	if accepted := ask(t, decode, vpc().validate, "ENIConfig", `{"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","spec":{"subnet":"subnet-0b"}}`); !accepted.Allowed {
		t.Errorf("got %+v", accepted)
	}
}

func TestLabelsANodeOfAKnownZone(t *testing.T) {
	for _, decode := range decoders {
		labelsANodeOfAKnownZone(t, decode)
	}
}

func labelsANodeOfAKnownZone(t *testing.T, decode decoder) {
	t.Helper()
	for object, want := range map[string]string{
		`{"apiVersion":"v1","kind":"Node","spec":{"providerID":"aws:///us-west-2a/i-0"}}`:                                                           `[{"op":"add","path":"/metadata/labels","value":{"k8s.amazonaws.com/eniConfig":"us-west-2a"}}]`,
		`{"apiVersion":"v1","kind":"Node","metadata":{"labels":{"a":"b"}},"spec":{"providerID":"aws:///us-west-2a/i-0"}}`:                           `[{"op":"add","path":"/metadata/labels/k8s.amazonaws.com~1eniConfig","value":"us-west-2a"}]`,
		`{"apiVersion":"v1","kind":"Node","metadata":{"labels":{"k8s.amazonaws.com/eniConfig":"x"}},"spec":{"providerID":"aws:///us-west-2a/i-0"}}`: ``,
		`{"apiVersion":"v1","kind":"Node","spec":{"providerID":"aws:///us-west-2z/i-0"}}`:                                                           ``,
		`{"apiVersion":"v1","kind":"Node","spec":{}}`:                                                                                               ``,
	} {
		if patch := string(ask(t, decode, vpc().mutate, "Node", object).Patch); patch != want {
			t.Errorf("%s: got %s, want %s", object, patch, want)
		}
	}
}
