package main

import (
	"fmt"
	"net/netip"
	"slices"

	admissionv1 "k8s.io/api/admission/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// ENIConfig is the kind of crd.k8s.amazonaws.com/v1alpha1.
type ENIConfig struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec ENIConfigSpec `json:"spec,omitempty"`
}

// DeepCopyObject makes ENIConfig a runtime.Object.
func (config *ENIConfig) DeepCopyObject() runtime.Object {
	copied := *config
	config.ObjectMeta.DeepCopyInto(&copied.ObjectMeta)
	copied.Spec.SecurityGroups = slices.Clone(config.Spec.SecurityGroups)
	return &copied
}

type ENIConfigSpec struct {
	SecurityGroups []string `json:"securityGroups,omitempty"`
	Subnet         string   `json:"subnet,omitempty"`
}

var private = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"),
}

// validate refuses an ENIConfig whose subnet lies in private address space.
func (vpc *VPC) validate(decode decoder, request *admissionv1.AdmissionRequest) (*admissionv1.AdmissionResponse, error) {
	if request.Kind.Kind != "ENIConfig" || request.Operation == admissionv1.Delete {
		return allowed(), nil
	}
	var config ENIConfig
	if err := decode(request.Object.Raw, &config); err != nil {
		return nil, err
	}
	subnet, known := vpc.subnets[config.Spec.Subnet]
	if !known {
		return denied(fmt.Sprintf("%s is not among the %d known subnets", config.Spec.Subnet, len(vpc.subnets))), nil
	}
	for _, block := range private {
		if block.Overlaps(subnet.Prefix) {
			return denied(fmt.Sprintf("%s (%s, %s) overlaps the private block %s",
				subnet.ID, subnet.Prefix, subnet.Zone, block)), nil
		}
	}
	return allowed(), nil
}
