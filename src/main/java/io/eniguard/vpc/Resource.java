package io.eniguard.vpc;

/** Something of a VPC that EC2 knows by an id. */
public interface Resource {

    String id();
}
