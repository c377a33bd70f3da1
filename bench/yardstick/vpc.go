package main

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
)

// VPC contains the facts of both rules: the subnets by id, and the zones that have a subnet.
type VPC struct {
	subnets map[string]Subnet
	zones   map[string]bool
}

// Subnet is one of the subnets that `aws ec2 describe-subnets` prints.
type Subnet struct {
	ID     string
	Zone   string
	Prefix netip.Prefix
}

func loadVPC(file string) (*VPC, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var printed struct {
		Subnets []struct {
			SubnetID         string `json:"SubnetId"`
			CidrBlock        string `json:"CidrBlock"`
			AvailabilityZone string `json:"AvailabilityZone"`
		} `json:"Subnets"`
	}
	if err := json.Unmarshal(content, &printed); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	vpc := &VPC{subnets: map[string]Subnet{}, zones: map[string]bool{}}
	for _, subnet := range printed.Subnets {
		prefix, err := netip.ParsePrefix(subnet.CidrBlock)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, subnet.SubnetID, err)
		}
		vpc.subnets[subnet.SubnetID] = Subnet{subnet.SubnetID, subnet.AvailabilityZone, prefix}
		vpc.zones[subnet.AvailabilityZone] = true
	}
	return vpc, nil
}
