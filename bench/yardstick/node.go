package main

import (
	"encoding/json"
	"strings"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
)

const eniConfigKey = "k8s.amazonaws.com/eniConfig"

type patchOperation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

// mutate labels a node with the ENIConfig of its zone. The patch is written by hand, because the usual library marshals the
// changed node and compares it, which would take several times as long.
func (vpc *VPC) mutate(decode decoder, request *admissionv1.AdmissionRequest) (*admissionv1.AdmissionResponse, error) {
	if request.Kind.Kind != "Node" || request.Operation == admissionv1.Delete {
		return allowed(), nil
	}
	var node corev1.Node
	if err := decode(request.Object.Raw, &node); err != nil {
		return nil, err
	}
	zone := zoneOf(node.Spec.ProviderID)
	_, labelled := node.Labels[eniConfigKey]
	_, annotated := node.Annotations[eniConfigKey]
	if labelled || annotated || !vpc.zones[zone] || node.Labels[corev1.LabelOSStable] == "windows" {
		return allowed(), nil
	}
	operation := patchOperation{"add", "/metadata/labels/" + strings.ReplaceAll(eniConfigKey, "/", "~1"), zone}
	if node.Labels == nil {
		operation = patchOperation{"add", "/metadata/labels", map[string]string{eniConfigKey: zone}}
	}
	patch, err := json.Marshal([]patchOperation{operation})
	if err != nil {
		return nil, err
	}
	jsonPatch := admissionv1.PatchTypeJSONPatch
	return &admissionv1.AdmissionResponse{Allowed: true, Patch: patch, PatchType: &jsonPatch}, nil
}

// zoneOf returns us-west-2a for aws:///us-west-2a/i-0123456789abcdef0.
func zoneOf(providerID string) string {
	path, isAWS := strings.CutPrefix(providerID, "aws:///")
	if !isAWS {
		return ""
	}
	zone, _, _ := strings.Cut(path, "/")
	return zone
}
