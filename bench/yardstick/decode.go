package main

import (
	"encoding/json"
	"fmt"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

// A decoder reads a JSON document into one of the types of this program or of k8s.io/api.
type decoder func(data []byte, into runtime.Object) error

// decoders are the two ways in which webhooks in Go read requests. The first one is faster. The second one is used by
// controller-runtime, and so by every webhook made with kubebuilder.
var decoders = map[string]decoder{
	"encoding/json": func(data []byte, into runtime.Object) error { return json.Unmarshal(data, into) },
	"apimachinery":  universal(),
}

func universal() decoder {
	scheme := runtime.NewScheme()
	if err := admissionv1.AddToScheme(scheme); err != nil {
		panic(err)
	}
	if err := corev1.AddToScheme(scheme); err != nil {
		panic(err)
	}
	scheme.AddKnownTypes(schema.GroupVersion{Group: "crd.k8s.amazonaws.com", Version: "v1alpha1"}, &ENIConfig{})
	deserializer := serializer.NewCodecFactory(scheme).UniversalDeserializer()
	return func(data []byte, into runtime.Object) error { return runtime.DecodeInto(deserializer, data, into) }
}

func decoderNamed(name string) (decoder, error) {
	if decode, known := decoders[name]; known {
		return decode, nil
	}
	return nil, fmt.Errorf("-decode %s: neither encoding/json nor apimachinery", name)
}
