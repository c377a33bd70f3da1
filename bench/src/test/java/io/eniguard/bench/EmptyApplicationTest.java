package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Tests that the empty application, which start times are compared with, uses the same Quarkus version and the same extensions. */
class EmptyApplicationTest {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @Test
    void itHasTheSameQuarkusWithTheSameExtensions() throws Exception {
        Document program = pom(Path.of("../parent/pom.xml"));
        Document empty = pom(Path.of("empty/pom.xml"));
        assertEquals(version(program), version(empty));
        assertEquals(extensions(program), extensions(empty));
        assertFalse(extensions(empty).isEmpty());
    }

    private static Document pom(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static String version(Document pom) throws Exception {
        return XPATH.evaluate("/project/properties/quarkus.version", pom);
    }

    private static Set<String> extensions(Document pom) throws Exception {
        var names = (NodeList) XPATH.evaluate(
                "/project/dependencies/dependency[groupId='io.quarkus' and not(scope)]/artifactId",
                pom,
                XPathConstants.NODESET);
        Set<String> extensions = new TreeSet<>();
        for (int i = 0; i < names.getLength(); i++) {
            extensions.add(names.item(i).getTextContent());
        }
        return extensions;
    }
}
