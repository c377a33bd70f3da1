package io.eniguard.maxpods;

/** Reads the expressions from which Karpenter and nodeadm calculate the number of pods for each instance type. */
public interface PodsExpressions {

    /** The programs that evaluate expressions. Both use CEL, but they differ in variables, functions and permitted results. */
    enum Dialect {
        /**
         * {@code spec.kubelet.maxPods} of an EC2NodeClass: karpenter-provider-aws, pkg/cel/environment.go. A fraction is cut off. A number
         * below 0 or above the largest int32 is a failure.
         */
        KARPENTER,
        /**
         * {@code spec.kubelet.maxPodsExpression} of a NodeConfig: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go. A number below
         * 1 or above the largest int32 is a failure.
         */
        NODEADM
    }

    /**
     * Reads an expression once, for any number of instance types. The method accepts every text. A text that is not a valid expression
     * fails on every instance type.
     */
    PodsExpression read(String text, Dialect dialect);
}
