/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.datawarehouse;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the packages, kept.
 */
class ArchitectureTests {

	private static final String GENERATED = "io.datawarehouse.fila.proto..";

	/**
	 * Methods that let the AWS SDK out on purpose: each says so in its Javadoc.
	 */
	private static final Set<String> ESCAPE_HATCHES = Set.of("s3ClientCustomizer", "execute");

	private static final JavaClasses CORE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.datawarehouse");

	@Test
	void coreDoesNotKnowSpringBoot() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework.boot..").check(CORE);
	}

	@Test
	void storageDoesNotKnowJobsOrFila() {
		noClasses().that()
			.resideInAPackage("io.datawarehouse.storage..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.datawarehouse.job..", "io.datawarehouse.fila..")
			.check(CORE);
	}

	@Test
	void jobsDoNotKnowFila() {
		noClasses().that()
			.resideInAPackage("io.datawarehouse.job..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.datawarehouse.fila..")
			.check(CORE);
	}

	@Test
	void filaDoesNotKnowStorageOrJobs() {
		noClasses().that()
			.resideInAPackage("io.datawarehouse.fila..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.datawarehouse.storage..", "io.datawarehouse.job..")
			.check(CORE);
	}

	@Test
	void duckDbKnowsJobsOnly() {
		noClasses().that()
			.resideInAPackage("io.datawarehouse.duckdb..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.datawarehouse.storage..", "io.datawarehouse.fila..")
			.check(CORE);
		noClasses().that()
			.resideInAnyPackage("io.datawarehouse.storage..", "io.datawarehouse.job..", "io.datawarehouse.fila..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.datawarehouse.duckdb..")
			.check(CORE);
	}

	@Test
	void sparkKnowsNobody() {
		noClasses().that()
			.resideInAPackage("io.datawarehouse.spark..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.datawarehouse.storage..", "io.datawarehouse.job..", "io.datawarehouse.fila..")
			.check(CORE);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching("io.datawarehouse.(**)").should().beFreeOfCycles().check(CORE);
	}

	@Test
	void foreignTypesStayOutOfPublicSignatures() {
		methods().that()
			.areDeclaredInClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(GENERATED)))
			.and(DescribedPredicate.describe("are visible to users", ArchitectureTests::isVisible))
			.should(haveNoForeignTypes())
			.check(CORE);
	}

	@Test
	void everyPackageIsNullMarked() {
		classes().that()
			.resideOutsideOfPackage(GENERATED)
			.should(new ArchCondition<>("reside in a @NullMarked package") {

				@Override
				public void check(JavaClass type, ConditionEvents events) {
					boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
					events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not in a marked package"));
				}

			})
			.check(CORE);
	}

	@Test
	void rulesSeeTheClasses() {
		assertThat(CORE).extracting(JavaClass::getName)
			.contains("io.datawarehouse.DataWarehouseException", "io.datawarehouse.fila.proto.Message");
	}

	private static boolean isVisible(JavaCodeUnit method) {
		return (method.getModifiers().contains(JavaModifier.PUBLIC)
				|| method.getModifiers().contains(JavaModifier.PROTECTED))
				&& !method.getModifiers().contains(JavaModifier.SYNTHETIC) && !ESCAPE_HATCHES.contains(method.getName())
				&& isVisible(method.getOwner());
	}

	private static boolean isVisible(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isVisible).orElse(true);
	}

	private static ArchCondition<JavaCodeUnit> haveNoForeignTypes() {
		return new ArchCondition<>("have no gRPC, protobuf or AWS SDK type in their signature") {

			@Override
			public void check(JavaCodeUnit method, ConditionEvents events) {
				Set<String> foreign = Stream.concat(method.getReturnType().getAllInvolvedRawTypes().stream(),
						method.getParameterTypes().stream().flatMap((type) -> type.getAllInvolvedRawTypes().stream()))
					.map(JavaClass::getName)
					.filter(ArchitectureTests::isForeign)
					.collect(Collectors.toSet());
				events.add(new SimpleConditionEvent(method, foreign.isEmpty(),
						method.getFullName() + " shows " + foreign));
			}

		};
	}

	private static boolean isForeign(String name) {
		return Stream.of("io.grpc.", "com.google.protobuf.", "io.datawarehouse.fila.proto.", "software.amazon.")
			.anyMatch(name::startsWith);
	}

}
