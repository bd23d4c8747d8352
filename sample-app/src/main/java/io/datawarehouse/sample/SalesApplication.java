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

package io.datawarehouse.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The daily sales pipeline: takes CSV files into the lake, works through them, prints a
 * report and serves the totals. With {@code --sales.exit=true} it ends after the report.
 */
@SpringBootApplication
@EnableConfigurationProperties(SalesProperties.class)
@EnableScheduling
public class SalesApplication {

	/**
	 * Start the application.
	 * @param args properties, such as {@code --sales.input=FILE}
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(SalesApplication.class, args);
		if (context.getBean(SalesProperties.class).exit()) {
			System.exit(SpringApplication.exit(context));
		}
	}

}
