package io.eniguard.vpc;

/** A resource of a VPC that EC2 identifies by an id. */
public interface Resource {

    String id();
}
